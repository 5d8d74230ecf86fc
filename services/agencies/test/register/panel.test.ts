import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { startAgencyAssessment } from '../../dist/application/acts/start-agency-assessment.js';
import { registerPerson } from '../../dist/register/acts/register-person.js';
import { agencies } from '../../dist/subgraph.js';
import { acts } from '../application-acts.js';
import { acting, codesOf, done, drafted, newKey, on, people, publishEdition } from '../application-life.js';
import { doneRecord, idNumberOf } from '../record-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

test('a panel is judged by what the register knows of an expert, whatever was said of him (EXP-003)', async () => {
  const at = '2025-03-24';
  let application = await drafted(served);
  for (const act of ['recommendApplication', 'recommendSites', 'submitApplication', 'acceptApplication'] as const)
    application = done(await acts[act](served, application));
  const details = {
    ...{ employer: '示例大学', title: null, speciality: null, qualificationNo: null, qualifiedUntil: null },
    relations: [{ kind: 'SPECIAL', body: application.form.name }] as const,
  };
  const expert = {
    kind: 'EXPERT',
    no: 'E-77',
    district: null,
    name: '示例甲',
    idNumber: idNumberOf(1),
    phone: null,
  } as const;
  doneRecord(await registerPerson(acting(served, people.centre, at), { ...expert, details, idempotencyKey: newKey() }));
  const start = async (expertNo: string) =>
    startAgencyAssessment(acting(served, people.centre, at), on(application), {
      methods: [{ kind: 'SITE_VISIT', text: null }],
      panel: [{ expertNo, employer: '示例大学', relatedTo: [] }],
    });
  expect(codesOf(await start('E-77'))).toEqual(['EXP-003 RECUSAL_REQUIRED']);
  expect(codesOf(await start('E-78'))).toEqual([]);
});
