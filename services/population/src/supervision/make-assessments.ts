import {
  type AssessmentOutcome,
  findAssessmentsById,
  publishAnnualAssessment,
  recordAnnualAssessment,
} from '@shanghai/supervision';
import { stableId } from '@shanghai/kernel';
import { type ActingWith, refusalIn } from '../acting-as.js';
import { createRandom } from '../random.js';
import { type SupervisedPlace, actingIn } from './supervision-acting.js';

/** The year that is assessed by the day that all is invented for. */
const YEAR = 2025;
const RESULTS = ['EXCELLENT', 'PASS', 'PASS', 'FAIL'] as const;
const RECORDED_ON = '2026-03-16';
const PUBLISHED_ON = '2026-03-27';

/** What becomes of the assessment of an agency, by chance: two in four are published, one is recorded, one is due. */
const courses = ['PUBLISHED', 'PUBLISHED', 'RECORDED', 'DUE'] as const;

/** Makes the annual assessments of the agencies that are a district's own; some stay due. Gives a line for each that was refused. */
export async function makeAssessments(
  making: ActingWith,
  places: readonly SupervisedPlace[],
  seed: string,
): Promise<readonly string[]> {
  const own = places.filter(({ siteId, subject }) => siteId === null && wasFiled(subject));
  const ids = own.map(({ subject }) => stableId('annual-assessment', subject._id, YEAR));
  const known = new Set((await findAssessmentsById(making.store, ids, {})).map(({ _id }) => _id));
  const lines: string[] = [];
  for (const [at, place] of own.entries()) {
    const random = createRandom(seed, 'assessment', place.subject._id);
    const course = random.pick(courses);
    if (known.has(ids[at]!) || course === 'DUE') continue;
    const refusal = await makeAssessment(making, place, { id: ids[at]!, course, result: random.pick(RESULTS) });
    if (refusal !== null) lines.push(`population: the invented assessment ${ids[at]!} was refused: ${refusal}`);
  }
  return lines;
}

interface Course {
  readonly id: string;
  readonly course: (typeof courses)[number];
  readonly result: (typeof RESULTS)[number];
}

async function makeAssessment(
  making: ActingWith,
  place: SupervisedPlace,
  { id, course, result }: Course,
): Promise<string | null> {
  const recorded: AssessmentOutcome = await recordAnnualAssessment(actingIn(making, place, { on: RECORDED_ON }), {
    ...{ agencyId: place.subject._id, year: YEAR, result, opinion: '示例：年度考核意见' },
    idempotencyKey: `invented-assessment-${id}`,
  });
  const refusal = refusalIn(recorded);
  if (refusal !== null || course !== 'PUBLISHED') return refusal;
  const on = { id, version: null, idempotencyKey: null };
  return refusalIn(await publishAnnualAssessment(actingIn(making, place, { on: PUBLISHED_ON }), on));
}

function wasFiled({ filings }: SupervisedPlace['subject']): boolean {
  const [from, to] = [`${YEAR}-01-01`, `${YEAR}-12-31`];
  return filings.some(({ standing }) => standing.from <= to && (standing.to === null || standing.to >= from));
}
