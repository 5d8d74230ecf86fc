import { type Day, type Finding, finding } from '@shanghai/kernel';
import type { FiledItem } from '../item/filed-item.js';
import type { Filing } from './filing.js';
import { filingClauses } from './filing-ground-rules.js';
import { type Adjustment, type FilingRecord, type ItemNotEvaluable, recordOf } from './filing-record.js';

/** 不可开展评价 (FIL-006): an item ends by the acts of the authority alone, never by a list that leaves it out, nor by the clock. */
export const notEvaluableRule = {
  rule: 'FIL-006',
  force: 'MUST',
  code: 'ITEM_NOT_EVALUABLE',
  clauses: filingClauses.notEvaluable,
} as const;

/**
 * Whether an item can be recorded as one that cannot be evaluated any more (FIL-006): it is in the scope (OUT_OF_FILING_SCOPE),
 * once (ITEM_NOT_EVALUABLE), and the last day to ask for an adjustment is still to come (DUE_DAY_PAST; PR).
 */
export function judgeNotEvaluable(
  filing: Filing,
  items: readonly FiledItem[],
  { filedItemId, dueOn }: Pick<ItemNotEvaluable, 'filedItemId' | 'dueOn'>,
  on: Day,
): readonly Finding[] {
  const known = openRecord(recordOf(filing), filedItemId);
  return [
    judgeItemInScope(items, filedItemId),
    known
      ? finding(notEvaluableRule, 'FAIL', `已于${known.on}登记，申请调整截至${known.dueOn}`, {}, ['filedItemId'])
      : finding(notEvaluableRule, 'PASS', '未登记过', {}, ['filedItemId']),
    finding(
      { ...notEvaluableRule, code: 'DUE_DAY_PAST' },
      dueOn > on ? 'PASS' : 'FAIL',
      dueOn > on ? `机构可于${dueOn}24时前申请调整` : '申请调整的截止日应在登记日之后',
      { dueOn, on },
      ['dueOn'],
    ),
  ];
}

/**
 * Whether an item can be ended (FIL-006): its act was recorded, its due day has passed (DUE_DAY_NOT_PASSED), and no adjustment
 * was asked for since (ADJUSTMENT_REQUESTED), whether or not it is decided.
 */
export function judgeItemTermination(filing: Filing, filedItemId: string, on: Day): readonly Finding[] {
  const record = recordOf(filing);
  const known = openRecord(record, filedItemId);
  const path = ['filedItemId'];
  if (!known) {
    const missing = { ...notEvaluableRule, code: 'ITEM_NOT_RECORDED' } as const;
    return [finding(missing, 'FAIL', '没有该项目不可开展评价的登记', {}, path)];
  }
  const { dueOn } = known;
  const isPast = dueOn < on;
  const asked = adjustmentSince(record, known);
  return [
    finding(
      { ...notEvaluableRule, code: 'DUE_DAY_NOT_PASSED' },
      isPast ? 'PASS' : 'FAIL',
      isPast ? `申请调整的期限已于${dueOn}24时届满` : `申请调整的期限至${dueOn}24时止`,
      { dueOn },
      path,
    ),
    finding(
      { ...notEvaluableRule, code: 'ADJUSTMENT_REQUESTED' },
      asked ? 'FAIL' : 'PASS',
      asked ? `机构已于${asked.requestedOn}申请调整备案职业（工种）` : '机构未申请调整备案职业（工种）',
      { requestedOn: asked?.requestedOn ?? null },
      path,
    ),
  ];
}

/** Whether a filed item is in the scope of its filing on the day that its items are of. */
export function judgeItemInScope(items: readonly FiledItem[], filedItemId: string, path = ['filedItemId']): Finding {
  const isHeld = items.some(({ _id }) => _id === filedItemId);
  const scope = { ...notEvaluableRule, code: 'OUT_OF_FILING_SCOPE' } as const;
  return finding(
    scope,
    isHeld ? 'PASS' : 'FAIL',
    isHeld ? '在备案范围内' : '该项目不在备案范围内',
    { filedItemId },
    path,
  );
}

/** The record of an item that cannot be evaluated and has not ended. */
export function openRecord({ notEvaluable }: FilingRecord, filedItemId: string): ItemNotEvaluable | null {
  return notEvaluable.find((one) => one.filedItemId === filedItemId && one.endedOn === null) ?? null;
}

/** The adjustment that keeps an item from ending: one that is pending, or was asked for or decided since the act (PR). */
export function adjustmentSince(
  { adjustments }: FilingRecord,
  { on }: Pick<ItemNotEvaluable, 'on'>,
): Adjustment | null {
  return adjustments.find(({ requestedOn, decision }) => !decision || requestedOn >= on || decision.on >= on) ?? null;
}

/** The records with that of an item closed. */
export function withItemEnded(record: FilingRecord, filedItemId: string, on: Day): FilingRecord['notEvaluable'] {
  return record.notEvaluable.map((one) =>
    one.filedItemId === filedItemId && one.endedOn === null ? { ...one, endedOn: on } : one,
  );
}
