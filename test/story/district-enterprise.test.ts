import { beforeAll, describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { formOf } from './route-forms.js';
import { filedApplication, mayAssessWhom, waitingFor } from './route-questions.js';
import { panel } from './social-filing.js';
import { type Done, type Held, agencyPerson, newKey, people, tell } from './teller.js';

const story = tell(useGraph());
const enterprise = agencyPerson('story-enterprise');
const form = formOf(12, { name: '示例制造有限公司', nature: 'ENTERPRISE_DISTRICT' });
/** The industry authority of the district of registration, which may consent in place of the bureau. */
const industryOfPudong = { ...people.industry, sub: 'lu', district: '310115' };
let one: Done;

beforeAll(async () => {
  await story.goTo('2026-04-01');
  one = await story.draft(enterprise, 'DISTRICT_ENTERPRISE', form);
});

// The tests follow each other, as the acts do (RTE-002).
describe('a district enterprise', () => {
  test.each([
    ['MUNICIPAL_ENTERPRISE', 'RTE-001'],
    ['COLLEGE', 'RTE-004'],
  ])('does not go by the route of others: %s', async (route, rule) => {
    const query = `mutation ($form: ApplicationFormInput!, $route: ApplicationRoute!, $key: IdempotencyKey!) {
      draftApplication(form: $form, route: $route, idempotencyKey: $key) { ... on Refused { refusals { rule code path } } }
    }`;
    const { draftApplication } = await story.read(enterprise, query, { form, route, key: newKey() });
    expect(draftApplication.refusals).toEqual([{ rule, code: 'WRONG_FILING_AUTHORITY', path: ['nature'] }]);
  });

  test('is submitted with one consent from its district, and from nowhere else', async () => {
    expect(await story.refused(enterprise, 'submitApplication', one)).toEqual(['RTE-002 CONSENT_MISSING']);
    expect(await story.refused(people.superior, 'consentToApplication', one)).toEqual(['RTE-002 NOT_AUTHORISED']);
    for (const elsewhere of [people.industry, people.xuhui])
      expect(await story.refused(elsewhere, 'consentToApplication', one)).toEqual(['RTE-002 OUT_OF_DISTRICT']);
    one = await story.act(industryOfPudong, 'consentToApplication', one);
    expect(one.status).toBe('CONSENTED');
    one = await story.act(enterprise, 'submitApplication', one);
  });

  test('is assessed and filed by the bureau of its district, which tells the Centre', async () => {
    for (const other of [people.centre, people.xuhui])
      expect(await story.refused(other, 'startTechnicalAssessment', one, panel)).toEqual([
        'FIL-013 NOT_FILING_AUTHORITY',
      ]);
    one = await story.act(people.pudong, 'startTechnicalAssessment', one, panel);
    one = await story.act(people.pudong, 'passTechnicalAssessment', one);
    for (const other of [people.centre, people.xuhui])
      expect(await story.refused(other, 'fileApplication', one)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
    one = await story.act(people.pudong, 'fileApplication', one);
    expect(await waitingFor(story, people.pudong)).toEqual([{ id: one.id, availableActs: ['reportToCentre'] }]);
    await story.goTo('2026-04-02');
    expect(await story.turnedAway(people.centre, 'reportToCentre', one)).toEqual(['FORBIDDEN']);
    expect(await story.refused(people.xuhui, 'reportToCentre', one)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
    one = await story.act(people.pudong, 'reportToCentre', one);
    expect(await filedApplication(story, one)).toMatchObject({
      ...{ route: 'DISTRICT_ENTERPRISE', status: 'FILED', reportedToCentreAt: '2026-04-02T01:00:00.000Z' },
      consents: [{ body: 'INDUSTRY', district: { code: '310115' }, itemNames: ['调饮师'] }],
      filing: {
        ...{ type: 'ENTERPRISE', authority: 'DISTRICT_BUREAU', authorityDistrict: { code: '310115' }, receiptNo: null },
        ...{ validFrom: '2026-04-01', validTo: '2029-03-31', validityAssumed: true },
      },
    });
    expect(await waitingFor(story, people.pudong)).toEqual([]);
  });

  test('may assess its employees, and not the public', async () => {
    expect(await mayAssessWhom(story, 'story-enterprise', ['EMPLOYEE', 'PUBLIC'])).toEqual([
      ...['EMPLOYEE YES', 'PUBLIC NO CANDIDATE_OUT_OF_SCOPE'],
    ]);
  });

  test('is renewed by that bureau, and by no other', async () => {
    await story.goTo('2029-01-02');
    const { id } = (await filedApplication(story, one)).filing;
    const filing: Held = { of: 'filing', id, version: 1 };
    await story.act(enterprise, 'requestRenewal', filing);
    for (const other of [people.centre, people.xuhui])
      expect(await story.refused(other, 'approveRenewal', filing)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
    await story.act(people.pudong, 'approveRenewal', filing);
    expect((await filedApplication(story, one)).filing).toMatchObject({ validTo: '2032-03-31' });
  });
});
