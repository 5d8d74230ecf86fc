import type { Day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { Actor } from '../application/application-machine.js';
import type { Filing } from './filing.js';
import { type FilingAct, filingTransitions } from './filing-machine.js';
import { recordOf } from './filing-record.js';
import { judgePublication } from './filing-publication-rules.js';
import { judgeFilingStep } from './filing-step-rules.js';
import { pendingAdjustment } from './adjustment-rules.js';
import { judgeRenewalRequest } from './renewal-rules.js';

/** What has to be there before some acts have anything to act on. */
const hasObject: Partial<Record<FilingAct, (filing: Filing, at: Date, on: Day) => boolean>> = {
  reportToNationalCentre: (filing, at) => judgePublication('reportToNationalCentre', filing, at).verdict === 'PASS',
  publishFiling: (filing, at) => judgePublication('publishFiling', filing, at).verdict === 'PASS',
  requestRenewal: ({ facts }, _at, on) => judgeRenewalRequest(facts, on).verdict === 'PASS',
  requestAdjustment: (filing) => pendingAdjustment(recordOf(filing)) === null,
  decideAdjustment: (filing) => pendingAdjustment(recordOf(filing)) !== null,
  recordItemTermination: (filing) => recordOf(filing).notEvaluable.some(({ endedOn }) => endedOn === null),
  requestTermination: (filing) => recordOf(filing).terminationRequest === null,
  confirmTermination: (filing) => recordOf(filing).terminationRequest !== null,
  completeWrapUpTask: (filing) => recordOf(filing).wrapUp.some(({ doneOn }) => doneOn === null),
};

/** Acts that are one mutation, with a reason by which they are told apart. */
const mutationOf: Partial<Record<FilingAct, string>> = {
  recordNoRenewal: 'recordAutomaticTermination',
  recordOtherTermination: 'recordAutomaticTermination',
};

/** The mutations that machine 3 opens to a caller on a filing now, in its order. What their rules say, the acts tell. */
export function filingActsOpenTo(
  { role, scopes }: Pick<Caller, 'role' | 'scopes'>,
  filing: Filing,
  { now, today }: { readonly now: Date; readonly today: Day },
): readonly string[] {
  if (role === 'AGENCY' && scopes['agency'] !== filing.agencyId) return [];
  const by = { role: role as Actor, district: scopes['district'] ?? null };
  const open = filingTransitions
    .map(({ act }) => act)
    .filter((act) => judgeFilingStep(act, filing, by, today) === null)
    .filter((act) => hasObject[act]?.(filing, now, today) ?? true);
  return [...new Set(open.map((act) => mutationOf[act] ?? act))];
}
