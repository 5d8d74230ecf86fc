import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type WrapUpKind, recordOf } from '../filing-record.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { judgeWrapUp, withDone } from '../termination-rules.js';

/** 妥善处理后续工作: one of the things that an end leaves to be settled is done (FIL-010). */
export async function completeWrapUpTask(
  acting: Acting,
  on: OnFiling,
  {
    kind,
    filedItemId,
    report,
  }: { readonly kind: WrapUpKind; readonly filedItemId: string | null; readonly report: string },
): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'completeWrapUpTask',
      payload: { kind, filedItemId, report },
      reason: report,
      judge: ({ filing }) => [judgeWrapUp(filing, kind, filedItemId)],
      next: ({ filing }) => ({
        record: { wrapUp: withDone(recordOf(filing).wrapUp, { kind, filedItemId, on: today }) },
      }),
    }),
  );
}
