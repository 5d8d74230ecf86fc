import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { districts } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest } from '@shanghai/platform/testing';
import { certification } from '../../dist/subgraph.js';
import { filingCreated, toldBody } from '../filing-scope/told-filings.js';
import { acting, asked, comparisonFiling, done, newKey, operatorOf } from './comparison-acts.js';
import { receiveComparison } from '../../dist/comparison-case/acts/receive-comparison.js';

let served: ServedSubgraph;
/** The case of the agency that is seated in each district, by the district's number. */
let ids: readonly string[] = [];

const FIELDS = `id agency { id } operatedBy applicant { name idKind idNumber sourceNumber }`;
const LIST = `{ comparisonCases(first: 100) { totalCount nodes { ${FIELDS} } edges { node { id } } } }`;

/** One comparison agency in each district, with one case each. */
beforeAll(async () => {
  served = await serveForTest(certification);
  for (const [no, { code }] of districts.entries()) {
    const event = filingCreated(comparisonFiling(`agency-${no}`), `agency-${no}`);
    const agency = { ...toldBody(`示例机构${no}`, 'COMPARISON'), registrationDistrict: code };
    await publishForTest(served.events, { ...event, payload: { ...(event.payload as object), agency } });
  }
  await served.settle();
  const cases = [];
  for (const [no] of districts.entries()) {
    const by = acting(served, operatorOf(`agency-${no}`));
    cases.push(done(await receiveComparison(by, asked(), newKey())));
  }
  ids = cases.map(({ _id }) => _id);
});
afterAll(async () => served.stop());

function caller(role: string, scopes: Readonly<Record<string, string>> = {}): Caller {
  return { ...publicCaller, role, subject: 'somebody', scopes };
}

/** What a caller is told in the list, and in looking for every case by its id. */
async function seenBy(by: Caller): Promise<readonly [readonly string[], readonly string[]]> {
  const list = await served.ask(LIST, {}, by);
  expect(list.errors).toEqual([]);
  const { totalCount, nodes, edges } = list.data.comparisonCases;
  expect([nodes.length, edges.length]).toEqual([totalCount, totalCount]);
  const looked = ids.map((id, at) => `c${at}: comparisonCase(id: "${id}") { id version history { totalCount } }`);
  const { data, errors } = await served.ask(`{ ${looked.join(' ')} }`, {}, by);
  expect(errors).toEqual([]);
  const found = Object.values(data as Record<string, { id: string } | null>).flatMap((one) => one?.id ?? []);
  return [nodes.map(({ id }: { id: string }) => id).sort(), found.sort()];
}

describe('comparison cases', () => {
  test('of another district are for none there, in the list and by their ids', async () => {
    for (const [no, { code }] of districts.entries()) {
      const { data } = await served.ask(
        '{ comparisonCases(first: 100) { totalCount nodes { id applicant { name } } } }',
        {},
        caller('DISTRICT_BUREAU', { district: code }),
      );
      expect(data.comparisonCases).toMatchObject({
        totalCount: 1,
        nodes: [{ id: ids[no], applicant: { name: '张**' } }],
      });
      const other = ids[(no + 1) % ids.length]!;
      const looked = await served.ask(
        `{ comparisonCase(id: "${other}") { id } }`,
        {},
        caller('DISTRICT_BUREAU', { district: code }),
      );
      expect(looked).toMatchObject({ data: { comparisonCase: null }, errors: [] });
    }
  });

  test('of another agency are for none there', async () => {
    for (const no of [0, 7])
      expect(await seenBy(caller('AGENCY', { agency: `agency-${no}` }))).toEqual([[ids[no]], [ids[no]]]);
  });

  test.each(['CENTRE', 'BUREAU', 'AUDITOR'])('are all read by %s', async (role) => {
    const [listed, found] = await seenBy(caller(role));
    expect(listed).toEqual([...ids].sort());
    expect(found).toEqual(listed);
  });

  test('are for nobody whose scope they do not know', async () => {
    expect(await seenBy(caller('CENTRE', { industry: 'industry-1' }))).toEqual([[], []]);
  });

  test('show analysts no person, and districts nobody who acts', async () => {
    const persons = await served.ask('{ comparisonCases { nodes { applicant { name } } } }', {}, caller('ANALYST'));
    expect(persons.errors[0]?.extensions['code']).toBe('FORBIDDEN');
    const acts = await served.ask('{ comparisonCases { nodes { operatedBy } } }', {}, caller('DISTRICT_BUREAU'));
    expect(acts.errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  test('are acted on by their agency alone, as if there were none for another', async () => {
    const answer = '{ platform: "示例", result: GENUINE, reference: "1", answeredOn: "2026-10-30" }';
    const act = `mutation { done: verifySourceCertificate(id: "${ids[0]}", version: 1, answer: ${answer}, idempotencyKey: "another-agency") {
      __typename } }`;
    const { errors } = await served.ask(act, {}, caller('AGENCY', { agency: 'agency-1' }));
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'id' });
  });

  test('are a page with its count in two commands, by an index', async () => {
    const { commands } = await served.ask(LIST, {}, caller('DISTRICT_BUREAU', { district: districts[3].code }));
    const own = await served.ask(LIST, {}, caller('AGENCY', { agency: 'agency-3' }));
    expect([commands.length, own.commands.length]).toEqual([2, 2]);
    for (const { command } of [...commands, ...own.commands]) {
      const { lsid: _, $db: __, $clusterTime: ___, ...explained } = command;
      const plan = JSON.stringify(await served.connection.db!.command({ explain: explained }));
      expect(plan).toMatch(/IXSCAN/);
      expect(plan).not.toContain('COLLSCAN');
    }
  });
});
