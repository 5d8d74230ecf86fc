import { describe, expect, test } from '@jest/globals';
import { day, refusalsOf } from '@shanghai/kernel';
import type { SearchHash } from '@shanghai/platform';
import type { Objection } from '../../dist/application/application.js';
import { judgeObjection, judgeReceipt } from '../../dist/application/publicity-rules.js';
import { instant, lineOf } from '../application-facts.js';
import { inPublicity, submittedItem } from '../application-state.js';

const { itemId } = submittedItem();
const none = new Map<string, number>();

function objection(status: Objection['status']): Objection {
  return {
    no: 1,
    text: '不同意',
    contact: 'sealed' as unknown as Objection['contact'],
    contactHash: 'hash' as SearchHash,
    raisedAt: instant('2025-05-06'),
    status,
    reason: null,
    decidedAt: null,
  };
}

describe('a receipt', () => {
  test.each([
    ['2025-05-12', ['AGY-023 PUBLICITY_RUNNING']],
    ['2025-05-13', []],
  ])('after publication on 2025-04-30 is issued on %s or not (AGY-023)', (on, refusals) => {
    const findings = judgeReceipt(inPublicity('2025-04-30'), day(on), none);
    expect(refusalsOf(findings).map(({ rule, code }) => `${rule} ${code}`)).toEqual(refusals);
  });

  test('FAULTS 24: waits for the calendar where it does not reach (AGY-023)', () => {
    const [found] = judgeReceipt(inPublicity('2026-12-25'), day('2027-03-01'), none);
    expect(lineOf(found!)).toBe('AGY-023 PUBLICITY_RUNNING UNDETERMINED');
  });

  test.each([
    ['OPEN', ['AGY-024 OBJECTION_OPEN']],
    ['DISMISSED', []],
  ] as const)('with an objection that is %s (AGY-024)', (status, refusals) => {
    const state = inPublicity('2025-04-30', { objections: [objection(status)] });
    const findings = judgeReceipt(state, day('2025-05-13'), none);
    expect(refusalsOf(findings).map(({ rule, code }) => `${rule} ${code}`)).toEqual(refusals);
  });

  test.each([
    ['2025-03-26', 2, []],
    ['2025-03-26', 3, ['AGY-010 AGENCY_CAP_REACHED items.0']],
    ['2024-08-26', 3, []],
  ])('of an application of %s, with %d active filings of its item (AGY-010)', (submitted, filings, refusals) => {
    const state = inPublicity('2025-04-30', { submittedAt: instant(submitted) });
    const findings = judgeReceipt(state, day('2025-05-13'), new Map([[itemId, filings]]));
    expect(refusalsOf(findings).map(({ rule, code, path }) => `${rule} ${code} ${path.join('.')}`)).toEqual(refusals);
  });

  test('of a fourth is issued when the Centre permitted it for the item, and counts no item that did not pass', () => {
    const exceptions = [{ rule: 'AGY-010', itemId, reason: '需求大', at: instant('2025-05-01') }] as const;
    const full = new Map([[itemId, 3]]);
    const permitted = judgeReceipt(inPublicity('2025-04-30', { exceptions }), day('2025-05-13'), full);
    expect(refusalsOf(permitted)).toEqual([]);
    const failed = inPublicity('2025-04-30', { items: [submittedItem({ status: 'FAILED' })] });
    expect(refusalsOf(judgeReceipt(failed, day('2025-05-13'), full))).toEqual([]);
  });
});

describe('an objection (AGY-023)', () => {
  test.each([
    ['2025-04-30', '2025-04-30', 'PASS'],
    ['2025-04-30', '2025-05-12', 'PASS'],
    ['2025-04-30', '2025-05-13', 'FAIL'],
    ['2026-12-25', '2027-03-01', 'PASS'],
  ])('to what was publicised on %s, on %s: %s', (publishedOn, on, verdict) => {
    expect(judgeObjection(inPublicity(publishedOn), day(on)).verdict).toBe(verdict);
  });

  test('to what is not publicised is refused', () => {
    const found = judgeObjection({ publicity: null, route: 'SOCIAL' }, day('2025-05-05'));
    expect(lineOf(found)).toBe('AGY-023 PUBLICITY_ENDED FAIL');
  });
});
