import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DatedRule, clause, day, judgeOn, judged } from '@shanghai/kernel';
import { fixedClock, readInstant } from '@shanghai/platform';
import { loadCatalogue } from '../../dist/load-catalogue.js';
import { useCatalogue } from '../catalogue.js';

const catalogue = useCatalogue();
const clock = fixedClock(readInstant('2026-12-01T00:00:00Z')!);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-data-'));
  await cp(new URL('../../data', import.meta.url), folder, { recursive: true });
});
afterAll(async () => rm(folder, { recursive: true }));

/** What an invented notice would demand: at most two from 2027 on, where three were allowed. */
const capRow = (from: string, to: string | null, atMost: number): DatedRule & { readonly atMost: number } => ({
  ...{
    rule: 'AGY-010',
    force: 'SHOULD',
    code: 'AGENCY_CAP_REACHED',
    from: day(from),
    to: to === null ? null : day(to),
  },
  clauses: [clause('沪人社职〔2025〕76号', '二（二）', '一般不超过3家')],
  atMost,
});
const before = [capRow('2025-03-20', null, 3)] as const;
const after = [capRow('2025-03-20', '2026-12-31', 3), capRow('2027-01-01', null, 2)] as const;

const judgeCap = (rows: readonly [(typeof before)[0], ...(typeof before)[0][]], on: string) =>
  judgeOn(rows, day(on), (row) => judged(row, 3 > row.atMost ? [{ message: '已满' }] : [], '未满')).map(
    ({ verdict }) => verdict,
  );

test('a row of a new notice decides from its first day on, and the days before are decided as they were', () => {
  for (const on of ['2025-03-19', '2025-03-20', '2026-12-31'])
    expect(judgeCap(after, on)).toEqual(judgeCap(before, on));
  expect([judgeCap(before, '2027-01-01'), judgeCap(after, '2027-01-01')]).toEqual([['PASS'], ['FAIL']]);
});

test('a row added to the file is in the ledger with its days and clauses, and changes no other', async () => {
  const query = `query ($asOf: Day) { policyRules(asOf: $asOf, group: POL, first: 50) {
    nodes { id inForce statement clauses { item quote } enforcement } } }`;
  const ask = async (asOf: string) => {
    const { data } = await catalogue().ask(query, { asOf });
    return data.policyRules.nodes as { readonly id: string; readonly inForce: boolean }[];
  };
  const old = await ask('2027-01-01');
  const row = 'POL-900,MUST,2027-01-01,,,an invented rule,沪人社职〔2024〕120号|四（三）|另行制定印发,\n';
  await appendFile(join(folder, 'rules.csv'), row);
  const { lines } = await loadCatalogue(catalogue().connection, clock, pathToFileURL(`${folder}/`));
  expect(lines).toContain('rules.csv: 245 of 245 rows');

  const added = { id: 'POL-900', statement: 'an invented rule', enforcement: null };
  const clauses = [{ item: '四（三）', quote: '另行制定印发' }];
  expect(await ask('2027-01-01')).toEqual([...old, { ...added, inForce: true, clauses }]);
  expect((await ask('2026-12-31')).at(-1)).toEqual({ ...added, inForce: false, clauses });
});
