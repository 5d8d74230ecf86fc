import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LevelNumber, day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { recordStandardVersion } from '../../dist/question-bank/acts/record-standard-version.js';
import { registerQuestionBank } from '../../dist/question-bank/acts/register-question-bank.js';
import { updateQuestionBank } from '../../dist/question-bank/acts/update-question-bank.js';
import { withdrawQuestionBank } from '../../dist/question-bank/acts/withdraw-question-bank.js';
import { judgeBankStandard, staleFrom } from '../../dist/question-bank/bank-rules.js';
import type { BankDetails } from '../../dist/question-bank/question-bank.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, errorCodeOf, newKey, people } from '../application-life.js';
import { type Evaluator, evaluator } from '../plan-acts.js';
import { doneRecord, ofAgency, onRecord, refusedCodes } from '../record-acts.js';

const TODAY = '2026-07-01';
let served: ServedSubgraph;
let standards = 0;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

/** A standard that no other test has. */
function newStandard(): string {
  return `示例职业${(standards += 1)}国家职业标准`;
}

function bank(standardName: string, changed: Partial<BankDetails> = {}): BankDetails {
  return {
    ...{ standardKind: 'NATIONAL', standardName, standardVersion: '2021年版' },
    ...{ updatedOn: day('2026-06-01'), sharedToMunicipal: false },
    ...changed,
  };
}

async function register(
  one: Evaluator,
  details: BankDetails,
  { level = 4, key = newKey() }: { readonly level?: LevelNumber | null; readonly key?: string } = {},
) {
  const by = acting(served, ofAgency(one.agencyId), TODAY);
  return registerQuestionBank(by, { filedItemId: one.filedItemId, level, details, idempotencyKey: key });
}

async function record(name: string, version: string, effectiveOn: string, by: Caller = people.centre) {
  const basis = { basisDocument: '示例文件', idempotencyKey: newKey() };
  return recordStandardVersion(acting(served, by, TODAY), { name, version, effectiveOn: day(effectiveOn), ...basis });
}

const versions = [
  { version: '2021年版', effectiveOn: day('2021-05-01'), basisDocument: '示例' },
  { version: '2026年版', effectiveOn: day('2026-08-01'), basisDocument: '示例' },
];

describe('a bank is stale when the standard is newer (QBK-001)', () => {
  test.each([
    ['2021年版', '2026-08-01'],
    ['2026年版', null],
    ['2015年版', '2021-05-01'],
  ])('by %s from %s', (version, from) => {
    expect(staleFrom(version, versions)).toBe(from);
  });

  test.each([
    ['2021年版', '2026-07-31', 'PASS'],
    ['2021年版', '2026-08-01', 'FAIL'],
    ['2026年版', '2026-08-01', 'PASS'],
    ['2021年版', '2021-04-30', 'NOT_APPLICABLE'],
    ['2015年版', '2026-07-31', 'FAIL'],
  ])('by %s on %s: %s', (standardVersion, on, verdict) => {
    expect(judgeBankStandard({ standardVersion }, versions, day(on)).map((one) => one.verdict)).toEqual([verdict]);
  });

  test('and nobody knows as long as no version is recorded, which refuses nothing', () => {
    const [found] = judgeBankStandard({ standardVersion: '2021年版' }, [], day(TODAY));
    expect([found!.verdict, found!.force]).toEqual(['UNDETERMINED', 'INFO']);
  });
});

describe('a bank is registered (QBK-006)', () => {
  test('for a filed item at a filed level, once', async () => {
    const one = await evaluator(served);
    const name = newStandard();
    const key = newKey();
    const first = doneRecord(await register(one, bank(name), { key }));
    expect(first).toMatchObject({ status: 'REGISTERED', fullName: one.itemName, staleFrom: null, registeredOn: TODAY });
    expect(await register(one, bank(name), { key })).toMatchObject({ isRepeated: true });
    expect(refusedCodes(await register(one, bank(name)))).toEqual(['QBK-001 BANK_REGISTERED']);
    expect(refusedCodes(await register(one, bank(name), { level: 5 }))).toEqual([]);
    expect(refusedCodes(await register(one, bank(name), { level: 2 }))).toEqual([
      'FIL-004 OUT_OF_FILING_SCOPE filedItemId',
    ]);
    const other = await evaluator(served);
    expect(refusedCodes(await register({ ...other, filedItemId: one.filedItemId }, bank(name), { level: 3 }))).toEqual([
      'FIL-004 OUT_OF_FILING_SCOPE filedItemId',
    ]);
  });

  test('with what is needed, by the standard in force, all told at once', async () => {
    const one = await evaluator(served);
    const name = newStandard();
    doneRecord(await record(name, '2025年版', '2025-01-01'));
    const said = { standardVersion: '2021年版', updatedOn: day('2026-07-02') };
    expect(refusedCodes(await register(one, bank(name, said)))).toEqual([
      'QBK-001 UPDATED_IN_FUTURE updatedOn',
      'QBK-001 BANK_STANDARD_MISMATCH standardVersion',
    ]);
    expect(refusedCodes(await register(one, bank(' ')))).toEqual(['QBK-001 FIELD_REQUIRED standardName']);
    expect(refusedCodes(await register(one, bank(name, { standardVersion: ' 2025年版' })))).toEqual([]);
  });

  test('is updated, shared and withdrawn by its agency', async () => {
    const one = await evaluator(served);
    const name = newStandard();
    const first = doneRecord(await register(one, bank(name)));
    const by = acting(served, ofAgency(one.agencyId), TODAY);
    const shared = bank(name, { sharedToMunicipal: true });
    const other = acting(served, ofAgency('agency-other'), TODAY);
    expect(await updateQuestionBank(other, onRecord(first), shared).catch(errorCodeOf)).toEqual(['BAD_USER_INPUT']);
    const updated = doneRecord(await updateQuestionBank(by, onRecord(first), shared));
    expect(updated).toMatchObject({ sharedToMunicipal: true, version: 2 });
    expect(await updateQuestionBank(by, onRecord(first), shared).catch(errorCodeOf)).toEqual(['CONFLICT']);
    const withdrawn = doneRecord(await withdrawQuestionBank(by, onRecord(updated), '不再使用'));
    expect(refusedCodes(await updateQuestionBank(by, onRecord(withdrawn), shared))).toEqual([
      'QBK-001 ILLEGAL_TRANSITION',
    ]);
    expect(refusedCodes(await register(one, bank(name)))).toEqual([]);
  });
});

describe('a standard', () => {
  test('is recorded by the Centre, each version once, and makes older banks stale from its first day on', async () => {
    const [one, other] = [await evaluator(served), await evaluator(served)];
    const name = newStandard();
    doneRecord(await register(one, bank(name)));
    doneRecord(await register(other, bank(newStandard())));
    expect(refusedCodes(await record(name, '2026年版', '2026-08-01', people.bureau))).toEqual([
      'QBK-001 NOT_AUTHORISED',
    ]);
    const recorded = doneRecord(await record(name, '2026年版', '2026-08-01'));
    expect(doneRecord(await record(name, '2021年版', '2021-05-01')).versions.map(({ version }) => version)).toEqual([
      ...['2021年版', '2026年版'],
    ]);
    expect(recorded.versions).toHaveLength(1);
    expect(refusedCodes(await record(name, '2026年版', '2026-09-01'))).toEqual([
      'QBK-001 VERSION_RECORDED standardVersion',
    ]);
    const query = `query ($agencyId: ID, $asOf: Day) {
      questionBanks(agencyId: $agencyId, stale: true, asOf: $asOf) { totalCount nodes { fullName staleFrom isStale(asOf: $asOf) } }
    }`;
    const stale = async (asOf: string, by: Caller, agencyId: string | null = null) =>
      (await served.ask(query, { agencyId, asOf }, by)).data.questionBanks;
    const found = { fullName: one.itemName, staleFrom: '2026-08-01', isStale: true };
    expect(await stale('2026-07-31', people.centre, one.agencyId)).toEqual({ totalCount: 0, nodes: [] });
    for (const by of [people.centre, people.pudong, ofAgency(one.agencyId)])
      expect(await stale('2026-08-01', by, one.agencyId)).toEqual({ totalCount: 1, nodes: [found] });
    expect((await stale('2026-08-01', people.centre)).nodes).toContainEqual(found);
    for (const by of [people.xuhui, ofAgency(other.agencyId)])
      expect((await stale('2026-08-01', by, one.agencyId)).totalCount).toBe(0);
  });
});
