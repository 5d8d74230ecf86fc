import { stableId } from '@shanghai/kernel';
import { type Consequence, type JournalEvent, consequence } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { caseClauses } from '../case/case-ground-rules.js';
import type { ViolationCase } from '../case/violation-case.js';
import { saveRestriction } from './restriction-store.js';
import type { RestrictedType, Restriction, RestrictionOrder } from './restriction.js';

/** The ids of the restrictions that the next decision of a case imposes. */
export function restrictionIdsOf(
  { _id, decisions }: Pick<ViolationCase, '_id' | 'decisions'>,
  orders: readonly RestrictionOrder[],
): readonly string[] {
  return orders.map((_, index) => stableId('restriction', _id, decisions.length + 1, index));
}

/** 限制 as a decision imposes them: each is an aggregate of its own, which can be lifted (VIO-006). */
export function imposed(
  store: Connection,
  after: ViolationCase,
  orders: readonly RestrictionOrder[],
): readonly Consequence[] {
  const ids = after.restrictionIds.slice(after.restrictionIds.length - orders.length);
  return orders.map((order, index) => {
    const restriction = restrictionOf(after, ids[index]!, order);
    return consequence<Restriction>({
      aggregate: `restriction/${restriction._id}`,
      name: 'imposeRestriction',
      load: async () => Promise.resolve(null),
      next: () => restriction,
      save: async (state, version, session) => saveRestriction(store, state, version, session),
      grounds: caseClauses.restriction,
      rules: ['VIO-006'],
      event: imposedEvent(restriction),
    });
  });
}

function restrictionOf(after: ViolationCase, _id: string, order: RestrictionOrder): Restriction {
  const { subject, districts, synthetic, decisions } = after;
  return {
    ...order,
    _id,
    caseId: after._id,
    // Whose restrictions the rules let through has an agency.
    subjectType: subject.type as RestrictedType,
    agencyId: subject.agencyId!,
    person: subject.person,
    districts,
    synthetic,
    imposedAt: decisions.at(-1)!.at,
    liftedOn: null,
    liftReason: null,
  };
}

/** Whether others carry it out today: agencies look at the restrictions of agencies in evaluation, and at no other. */
export function isForAgencies({ subjectType, kind }: Pick<Restriction, 'subjectType' | 'kind'>): boolean {
  return subjectType === 'AGENCY' && kind === 'EVALUATION';
}

/** As agencies read it: `restriction.imposed`; of others under another name, so that no agency is taken for its staff. */
function imposedEvent(one: Restriction): JournalEvent {
  const { _id: restrictionId, agencyId, districts, subjectType, kind, from, to, caseId } = one;
  return {
    type: isForAgencies(one) ? 'restriction.imposed' : 'restriction.recorded',
    payload: { restrictionId, agencyId, districts, from, to, subjectType, kind, caseId },
  };
}
