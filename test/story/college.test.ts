import { beforeAll, describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { formOf } from './route-forms.js';
import { filedApplication, mayAssessWhom, waitingFor } from './route-questions.js';
import { panel } from './social-filing.js';
import { type Done, agencyPerson, people, tell } from './teller.js';

const story = tell(useGraph());
const college = agencyPerson('story-college');
let one: Done;

beforeAll(async () => {
  await story.goTo('2026-03-02');
  one = await story.draft(college, 'COLLEGE', formOf(11, { name: '示例职业技术学院', nature: 'COLLEGE_HIGHER' }));
});

// The tests follow each other, as the acts do (RTE-004).
describe('a college', () => {
  test('is submitted with the consent of its industry or superior authority, and of no other body', async () => {
    expect(await story.refused(college, 'submitApplication', one)).toEqual(['RTE-004 CONSENT_MISSING']);
    expect(await story.refused(people.pudong, 'consentToApplication', one)).toEqual(['RTE-004 NOT_AUTHORISED']);
    expect(await story.turnedAway(people.centre, 'consentToApplication', one)).toEqual(['FORBIDDEN']);
    one = await story.act(people.superior, 'consentToApplication', one);
    expect(one.status).toBe('CONSENTED');
    expect(await story.turnedAway(agencyPerson('another'), 'submitApplication', one)).toEqual(['BAD_USER_INPUT']);
    one = await story.act(college, 'submitApplication', one);
    expect(one.status).toBe('SUBMITTED');
  });

  test('is assessed by the bureau of the district of its head office, which gives its opinion', async () => {
    expect(await waitingFor(story, people.pudong)).toEqual([
      { id: one.id, availableActs: ['startTechnicalAssessment', 'refuseApplication'] },
    ]);
    for (const other of [people.centre, people.xuhui])
      expect(await story.refused(other, 'startTechnicalAssessment', one, panel)).toEqual([
        'FIL-013 NOT_FILING_AUTHORITY',
      ]);
    one = await story.act(people.pudong, 'startTechnicalAssessment', one, panel);
    expect(await story.refused(people.centre, 'passTechnicalAssessment', one)).toEqual([
      'FIL-013 NOT_FILING_AUTHORITY',
    ]);
    one = await story.act(people.pudong, 'passTechnicalAssessment', one);
    expect(one.status).toBe('PRELIMINARY_OPINION');
    const opinion = 'favourable: true text: "建议备案"';
    expect(await story.turnedAway(people.centre, 'givePreliminaryOpinion', one, opinion)).toEqual(['FORBIDDEN']);
    expect(await story.refused(people.xuhui, 'givePreliminaryOpinion', one, opinion)).toEqual([
      'FIL-013 NOT_FILING_AUTHORITY',
    ]);
    one = await story.act(people.pudong, 'givePreliminaryOpinion', one, opinion);
    expect(one.status).toBe('CENTRE_REVIEW');
  });

  test('is reviewed and filed by the Centre', async () => {
    const experts = (employer: string) => `panel: [{ expertNo: "E-019", employer: "${employer}" }]`;
    expect(await story.turnedAway(people.pudong, 'passCentreReview', one, experts('示例大学'))).toEqual(['FORBIDDEN']);
    expect(await story.refused(people.centre, 'passCentreReview', one, experts('示例职业技术学院'))).toEqual([
      'EXP-003 RECUSAL_REQUIRED',
    ]);
    one = await story.act(people.centre, 'passCentreReview', one, experts('示例大学'));
    expect(await story.refused(people.pudong, 'fileApplication', one)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
    one = await story.act(people.centre, 'fileApplication', one);
    expect(await filedApplication(story, one)).toMatchObject({
      ...{ route: 'COLLEGE', status: 'FILED', round: null, preliminaryOpinion: { favourable: true } },
      consents: [{ body: 'SUPERIOR', authority: '示例上级主管部门', district: null, itemNames: ['调饮师'] }],
      filing: {
        ...{ type: 'COLLEGE', authority: 'CENTRE', authorityDistrict: null, receiptNo: null, validityAssumed: true },
        ...{ validFrom: '2026-03-02', validTo: '2029-03-01' },
        items: { nodes: [{ fullName: '调饮师', standardKind: 'NATIONAL', item: null, mapping: null }] },
      },
    });
  });

  test('may assess its own students alone', async () => {
    expect(await mayAssessWhom(story, 'story-college', ['OWN_FINAL_YEAR_STUDENT', 'PUBLIC', 'EMPLOYEE'])).toEqual([
      ...['OWN_FINAL_YEAR_STUDENT YES', 'PUBLIC NO CANDIDATE_OUT_OF_SCOPE', 'EMPLOYEE NO CANDIDATE_OUT_OF_SCOPE'],
    ]);
  });
});
