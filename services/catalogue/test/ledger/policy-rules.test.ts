import { describe, expect, test } from '@jest/globals';
import { type RuleHome, rulesStated } from '@shanghai/kernel';
import { REFUSALS_COUNTED, publicCaller } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import { useCatalogue } from '../catalogue.js';
import { callers, instant, lawfulForm } from '../recommendation/recommendations.js';

const catalogue = useCatalogue();

/** The rules that are found, by their fields. */
async function rules(args: string, fields = 'id', caller = publicCaller) {
  const { data, errors } = await catalogue().ask(
    `{ policyRules(${args}) { totalCount nodes { ${fields} } } }`,
    {},
    caller,
  );
  expect(errors).toEqual([]);
  return data.policyRules as { readonly totalCount: number; readonly nodes: Record<string, unknown>[] };
}
const ids = async (args: string) => (await rules(args)).nodes.map(({ id }) => id);

describe('the ledger', () => {
  test('serves every row once, in its order, page by page', async () => {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await catalogue().ask(
        'query ($after: String) { policyRules(first: 100, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const { totalCount, nodes, pageInfo } = data.policyRules;
      expect(totalCount).toBe(244);
      found.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(found).size).toBe(244);
    expect([found[0], found[5], found.at(-1)]).toEqual(['MET-001', 'CAT-001', 'POL-006']);
  });

  test('is asked for by group, notice, ids and the days a rule governs', async () => {
    expect(await ids('group: EXP')).toEqual(['EXP-001', 'EXP-002', 'EXP-003']);
    expect(await ids('ids: ["STF-001", "AGY-010", "AGY-999"]')).toEqual(['AGY-010', 'STF-001']);
    expect(await ids('notice: "沪人社职〔2024〕120号", group: AGY')).toEqual(['AGY-001', 'AGY-011']);
    expect((await rules('notice: "沪人社职〔2023〕1号"')).totalCount).toBe(0);
    expect(await ids('asOf: "2025-03-19", group: AGY, inForce: true, first: 6')).toContain('AGY-006a');
  });

  test.each([
    ['AGY-006a', '2025-03-19', true],
    ['AGY-006a', '2025-03-20', false],
    ['AGY-006b', '2025-03-19', false],
    ['AGY-006b', '2025-03-20', true],
    ['CMP-014', '2026-06-30', true],
    ['CMP-014', '2026-07-01', false],
  ])('says of %s on %s that it governs: %s', async (id, asOf, inForce) => {
    expect((await rules(`asOf: "${asOf}", ids: ["${id}"]`, 'inForce')).nodes).toEqual([{ inForce }]);
  });

  test('says which notice would prevail on the day, and by which rule', async () => {
    const fields = 'precedence { prevailing { id } yielding { id } rule isPrinted }';
    const on = async (asOf: string) =>
      (await rules(`asOf: "${asOf}", ids: ["CAT-006"]`, fields)).nodes.flatMap(({ precedence }) => precedence);
    expect(await on('2024-04-30')).toEqual([]);
    expect(await on('2024-05-01')).toEqual([
      {
        prevailing: { id: '沪人社职〔2024〕120号' },
        yielding: { id: '沪人社职〔2024〕38号' },
        rule: 'MET-001',
        isPrinted: true,
      },
    ]);
  });

  test('says when a rule is applied beyond the year of its notice', async () => {
    const on = async (asOf: string) => (await rules(`asOf: "${asOf}", ids: ["EVL-001"]`, 'assumedContinuation')).nodes;
    expect(await on('2024-12-31')).toEqual([{ assumedContinuation: false }]);
    expect(await on('2025-01-01')).toEqual([{ assumedContinuation: true }]);
  });

  test('refuses a list of more than a hundred ids', async () => {
    const list = Array.from({ length: 101 }, (_, at) => `"AGY-${at}"`).join();
    const { errors } = await catalogue().ask(`{ policyRules(ids: [${list}]) { totalCount } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('how a rule is carried out', () => {
  const home = (override: Partial<RuleHome>): RuleHome => ({
    ...{ rule: 'SPV-010', enforcement: 'PLANNED', places: [], reason: '待建' },
    ...override,
  });

  test('is what the services say, each of itself, and the last word counts', async () => {
    await catalogue().settle();
    expect((await rules('ids: ["REC-001"]', 'enforcement homes { service places }')).nodes).toMatchObject([
      { enforcement: 'ENFORCED', homes: [{ service: 'catalogue' }] },
    ]);
    expect((await rules('ids: ["SPV-010"]', 'enforcement homes { service }')).nodes).toEqual([
      { enforcement: null, homes: [] },
    ]);
    for (const homes of [
      [home({ rule: 'POL-001' }), home({})],
      [home({ enforcement: 'QUERYABLE', places: ['Query.a'] })],
    ])
      await publishForTest(catalogue().events, { ...rulesStated(homes), origin: 'supervision' });
    await catalogue().settle();
    expect(
      (await rules('enforcement: QUERYABLE, ids: ["SPV-010", "POL-001"]', 'id homes { service places }')).nodes,
    ).toEqual([{ id: 'SPV-010', homes: [{ service: 'supervision', places: ['Query.a'] }] }]);
  });
});

describe('when a rule was last applied', () => {
  const FIELDS = 'application { done lastDoneOn refused lastRefusedOn }';

  test('is told of the acts of other services, by number and day, and the act to officials alone', async () => {
    const told = { payload: {}, type: 'application.changed', origin: 'agencies', rules: ['AGY-010', 'AGY-022'] };
    await publishForTest(catalogue().events, { ...told, act: 'issueReceipt', at: instant('2026-10-02') });
    // Told later, done earlier: the last is the last by its day.
    await publishForTest(catalogue().events, { ...told, act: 'submitApplication', at: instant('2026-10-01') });
    const counts = [{ rule: 'AGY-022', count: 3, lastAt: '2026-10-03T16:30:00.000Z' }];
    for (const origin of ['agencies', 'agencies', 'supervision'])
      await publishForTest(catalogue().events, { type: REFUSALS_COUNTED, payload: { counts }, origin });
    await catalogue().settle();
    expect((await rules('ids: ["AGY-010", "AGY-022", "AGY-023"]', FIELDS)).nodes).toEqual([
      { application: { done: 2, lastDoneOn: '2026-10-02', refused: 0, lastRefusedOn: null } },
      { application: { done: 2, lastDoneOn: '2026-10-02', refused: 6, lastRefusedOn: '2026-10-04' } },
      { application: { done: 0, lastDoneOn: null, refused: 0, lastRefusedOn: null } },
    ]);
    const query = '{ policyRules(ids: ["AGY-010"]) { nodes { application { lastAct } } } }';
    const asked = async (caller = publicCaller) => catalogue().ask(query, {}, caller);
    expect((await asked(callers.pudong)).data.policyRules.nodes).toEqual([
      { application: { lastAct: 'issueReceipt' } },
    ]);
    expect((await asked()).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('counts an act of this service by the rules that guard and judge it, and a refused one within the hour', async () => {
    const draft = async (caller: typeof callers.pudong) => {
      const form = lawfulForm({ formNo: '示例-台账' });
      const query = `mutation ($form: RecommendationFormInput!) {
        draftRecommendation(form: $form, idempotencyKey: "ledger-key-1") { __typename } }`;
      const { data, errors } = await catalogue().ask(query, { form }, caller);
      expect(errors).toEqual([]);
      return data.draftRecommendation.__typename as string;
    };
    expect(await draft(callers.pudong)).toBe('RecommendationActDone');
    expect(await draft(callers.centre)).toBe('Refused');
    await catalogue().tick();
    await catalogue().settle();
    expect((await rules('ids: ["REC-001"]', FIELDS)).nodes).toEqual([
      { application: { done: 1, lastDoneOn: '2026-11-01', refused: 1, lastRefusedOn: '2026-11-01' } },
    ]);
  });
});
