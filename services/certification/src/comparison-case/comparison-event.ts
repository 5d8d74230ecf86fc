import type { JournalEvent } from '@shanghai/platform';
import type { ComparisonCase } from './comparison-case.js';
import type { ComparisonAct } from './comparison-machine.js';

/** `comparison.changed`: what others are told of a case, and never whose it is nor the number of the certificate. */
export function comparisonChanged(
  act: ComparisonAct,
  before: ComparisonCase | null,
  after: ComparisonCase,
): JournalEvent {
  const { _id: caseId, agencyId, filingId, districts, mappingId, status, suggestsCase, certification } = after;
  return {
    type: 'comparison.changed',
    payload: {
      ...{ caseId, act, from: before?.status ?? null, to: status, agencyId, filingId, districts, mappingId },
      ...{ certificateId: certification?.certificateId ?? null, suggestsCase },
    },
  };
}
