import { dayAt } from '@shanghai/kernel';
import { effectDueAt, isMissing } from './case-effect-rules.js';
import { openStatuses, persons } from './case-machine.js';
import type { CaseStatus, StoredCase, ViolationCase } from './violation-case.js';

/** A case with what its indexes need. */
export function storedCase(one: ViolationCase, version: number): StoredCase {
  const { subject, status, decisions, rectification, effects, since, registeredAt } = one;
  const isOwn = persons.includes(subject.type) || decidedStatuses.includes(status);
  return {
    ...one,
    version,
    agencyId: subject.agencyId,
    agencySees: isOwn ? subject.agencyId : null,
    tier: decisions.at(-1)?.tier ?? null,
    rectificationDueOn: rectification?.dueOn ?? null,
    effectDueAt: effectDueAt(effects),
    isEffectMissing: isMissing(effects),
    registeredOn: dayAt(registeredAt),
    endedOn: openStatuses.includes(status) ? null : dayAt(since),
  };
}

/** An agency reads of a case against itself once it is decided, not while it is looked into (PR). */
const decidedStatuses: readonly CaseStatus[] = ['DECIDED', 'RECTIFYING', 'EXECUTED', 'CLOSED'];

/** The state of a stored case, as acts and the journal have it. */
export function caseOf(stored: StoredCase): ViolationCase {
  const {
    version: _v,
    agencyId: _a,
    agencySees: _s,
    tier: _t,
    rectificationDueOn: _r,
    effectDueAt: _e,
    isEffectMissing: _m,
    registeredOn: _o,
    endedOn: _n,
    ...one
  } = stored;
  return one;
}
