import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { itemsOn, withoutItem } from '../filed-scope.js';
import { recordOf } from '../filing-record.js';
import { judgeItemInScope, judgeItemTermination, withItemEnded } from '../item-ending-rules.js';
import {
  type FilingActOutcome,
  type FilingChange,
  type HeldFiling,
  type OnFiling,
  filingVerb,
  performOnFiling,
} from '../perform-on-filing.js';
import { openedWrapUp, terminated } from '../termination-rules.js';

/** 对该职业（工种）作出自动终止备案处理: after the due day of its act; with the last item the filing ends (FIL-006). */
export async function recordItemTermination(
  acting: Acting,
  on: OnFiling,
  filedItemId: string,
): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'recordItemTermination',
      payload: { filedItemId },
      judge: ({ filing, items }) => [
        judgeItemInScope(itemsOn(items, today), filedItemId),
        ...judgeItemTermination(filing, filedItemId, today),
      ],
      next: (held) => withoutItemOn(held, filedItemId, today),
    }),
  );
}

function withoutItemOn({ filing, items }: HeldFiling, filedItemId: string, on: ReturnType<typeof dayAt>): FilingChange {
  const record = recordOf(filing);
  const left = withoutItem(items, filedItemId, on);
  const notEvaluable = withItemEnded(record, filedItemId, on);
  if (itemsOn(left, on).length > 0)
    return { items: left, record: { notEvaluable, wrapUp: [...record.wrapUp, ...openedWrapUp(on, filedItemId)] } };
  const { facts, wrapUp } = terminated(
    filing,
    { kind: 'AUTOMATIC', reason: 'ITEM_NOT_EVALUABLE', effectiveOn: on },
    on,
  );
  return { items: left, facts, record: { notEvaluable, wrapUp } };
}
