import type { Acting } from '@shanghai/platform';
import { type CaseActOutcome, type OnCase, caseVerb, performOnCase } from '../perform-on-case.js';

/** 不予认定: unfounded, with the reason; what was gathered stays in the archive. */
export async function dismissCase(acting: Acting, on: OnCase, reason: string): Promise<CaseActOutcome> {
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'dismissCase',
      payload: { reason },
      reason,
      next: () => ({ status: 'DISMISSED', endReason: reason }),
    }),
  );
}
