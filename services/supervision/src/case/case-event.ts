import type { JournalEvent } from '@shanghai/platform';
import type { CaseEffect } from './case-effect.js';
import type { CaseAct } from './case-machine.js';
import type { ViolationCase } from './violation-case.js';

/** What others are told of a case that has changed, and never who a person is, nor what happened. */
export function caseChanged(act: CaseAct, before: ViolationCase | null, after: ViolationCase): JournalEvent {
  const { _id: caseId, subject, status, districts, decisions, rectification, filingId, siteId, source } = after;
  return {
    type: 'case.changed',
    payload: {
      caseId,
      act,
      from: before?.status ?? null,
      to: status,
      subjectType: subject.type,
      agencyId: subject.agencyId,
      districts,
      filingId,
      siteId,
      inspectionId: source === 'INSPECTION' ? after.sourceReference : null,
      tier: decisions.at(-1)?.tier ?? null,
      rectificationDueOn: rectification?.dueOn ?? null,
    },
  };
}

/** What the service that owns filings is asked to do, as it reads it: `measure.ordered`. */
export function measureOrdered(caseId: string, effect: CaseEffect): JournalEvent {
  const { effectId: measureId, kind, filingId, from, to, tier } = effect;
  return { type: 'measure.ordered', payload: { caseId, measureId, kind, filingId, from, to, tier } };
}

/** What the service that owns certificates is asked to do: `revocation.ordered`; it answers with `revocation.applied`. */
export function revocationOrdered(caseId: string, effect: CaseEffect): JournalEvent {
  const { effectId: revocationId, filingId, certificateIds, reason } = effect;
  return { type: 'revocation.ordered', payload: { caseId, revocationId, filingId, certificateIds, reason } };
}
