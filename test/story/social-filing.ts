import { catalogueItemId, creditCodeCheck } from '@shanghai/kernel';
import { firstForm } from './readme-story.js';
import { type Done, type Held, type Teller, agencyPerson, people } from './teller.js';

/** The items of the form of the first story. */
export const storyItems = ['调饮师', '营养配餐员'] as const;

/** Who is filed like the applicant of the first story: its number makes its name, its credit code and its receipt its own. */
export interface FiledSubject {
  readonly agency: string;
  readonly no: number;
}

/** 开始机构评估: how, and by whom. */
export const panel = 'methods: [{ kind: SITE_VISIT }] panel: [{ expertNo: "E-018", employer: "示例大学" }]';

/** A body part and its check character: nobody's credit code. */
export function inventedCode(no: number): string {
  const body = `Y1310115EX${String(no).padStart(7, '0')}`;
  return body + creditCodeCheck(body);
}

/** The day on which publicity of what was drafted on the day of the first story has ended. */
export const RECEIPT_ON = '2025-04-01';

/** The lives of the first story for other applicants, all items passed: drafted on its day, with a receipt on the same. */
export async function fileLikeTheFirst(story: Teller, subjects: readonly FiledSubject[]): Promise<readonly Held[]> {
  await story.goTo('2025-03-24');
  const publicised: Done[] = [];
  for (const subject of subjects) publicised.push(await publicise(story, subject));
  await story.goTo(RECEIPT_ON);
  const filed: Held[] = [];
  for (const [at, one] of publicised.entries()) {
    const receipt = await story.act(people.centre, 'issueReceipt', one, `receiptNo: "示例2025-1${subjects[at]!.no}"`);
    const query = 'query ($id: ID!) { agencyApplication(id: $id) { filing { id version } } }';
    const { agencyApplication } = await story.read(people.centre, query, { id: receipt.id });
    filed.push({ of: 'filing', ...agencyApplication.filing });
  }
  return filed;
}

/** From the draft to publicity, in one morning. */
async function publicise(story: Teller, { agency, no }: FiledSubject): Promise<Done> {
  const applicant = agencyPerson(agency);
  const form = { ...firstForm(), name: `示例茶饮培训学校${no}号`, unifiedSocialCreditCode: inventedCode(no) };
  const names = `itemNames: ["${storyItems.join('", "')}"] sealedOn: "2025-03-20"`;
  let one = await story.draft(applicant, 'SOCIAL', form);
  one = await story.act(people.industry, 'recommendApplication', one, names);
  one = await story.act(people.pudong, 'recommendSites', one, 'siteNames: ["浦东考核点"]');
  one = await story.act(people.xuhui, 'recommendSites', one, 'siteNames: ["徐汇考核点"]');
  one = await story.act(applicant, 'submitApplication', one);
  one = await story.act(people.centre, 'acceptApplication', one);
  one = await story.act(people.centre, 'startAgencyAssessment', one, panel);
  one = await story.act(people.centre, 'passAgencyAssessment', one);
  for (const name of storyItems)
    one = await story.act(
      people.centre,
      'recordProjectAssessment',
      one,
      `itemId: "${catalogueItemId('2025-03', name)}" passed: true`,
    );
  return story.act(people.bureau, 'consentToFiling', one);
}
