import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { itemsOn } from '../filed-scope.js';
import { type ItemNotEvaluable, recordOf } from '../filing-record.js';
import { judgeNotEvaluable } from '../item-ending-rules.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';

/** 登记不可开展评价: with its basis document and the last day to ask for an adjustment; nothing ends by it (FIL-006). */
export async function recordItemNotEvaluable(
  acting: Acting,
  on: OnFiling,
  named: Pick<ItemNotEvaluable, 'filedItemId' | 'basisDocument' | 'dueOn'>,
): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'recordItemNotEvaluable',
      payload: named,
      reason: named.basisDocument,
      judge: ({ filing, items }) => judgeNotEvaluable(filing, itemsOn(items, today), named, today),
      next: ({ filing }) => ({
        record: { notEvaluable: [...recordOf(filing).notEvaluable, { ...named, on: today, endedOn: null }] },
      }),
    }),
  );
}
