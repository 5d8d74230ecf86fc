import { type Finding, stableId } from '@shanghai/kernel';
import { badUserInput } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type Lag, subjectStanding } from '../../subject/subject-standing.js';
import { findSubjectsById } from '../../subject/subject-store.js';
import type { StoredSubject } from '../../subject/subject.js';
import { type NamedSubject, blankInspection, leadOf, siteOn, subjectNamed } from '../blank-inspection.js';
import type { InspectionPlan } from '../inspection.js';
import {
  type Acting,
  type InspectionOutcome,
  actingBodyOf,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { judgePlan, judgeSite } from '../plan-rules.js';

/** What is planned, with its subject as the caller names it. */
export interface PlanRequest extends Omit<InspectionPlan, 'subject'> {
  readonly subject: NamedSubject;
  readonly idempotencyKey: string;
}

/** Who plans, with what tells how far the subjects are. */
export interface Planning extends Acting {
  readonly lag: Lag;
}

/**
 * 制定督导计划: by whoever leads it, of a subject in its scope on the day.
 * @throws GraphQLError BAD_USER_INPUT when there is no such agency
 */
export async function planInspection(
  planning: Planning,
  { idempotencyKey, ...request }: PlanRequest,
): Promise<InspectionOutcome> {
  const { store, lag, caller, now } = planning;
  const { plannedOn, subject: named } = request;
  const known = named.agencyId === null ? null : await findKnown(store, named.agencyId);
  const standing = await subjectStanding(store, lag);
  const plan: InspectionPlan = { ...request, subject: subjectNamed(named, known, plannedOn) };
  const id = inspectionIdOf(caller, idempotencyKey);
  const subject = known && {
    scope: known.scope,
    supportedBy: known.supportedBy,
    siteDistrict: siteOn(known, named.siteId, plannedOn)?.district ?? null,
  };
  return performOnInspection(
    planning,
    { id, version: 0, idempotencyKey },
    inspectionVerb({
      act: 'planInspection',
      payload: request,
      blank: blankInspection(id, plan, { lead: leadOf(caller), known, now }),
      judge: (inspection): readonly Finding[] => [
        ...judgePlan(inspection, actingBodyOf(caller), { subject, standing }),
        ...judgeSite(inspection.subject, subject),
      ],
    }),
  );
}

/** The id of the inspection that somebody plans under a key: the same for a retry. */
export function inspectionIdOf({ role, subject }: Pick<Acting['caller'], 'role' | 'subject'>, key: string): string {
  return stableId('inspection', role, subject ?? '', key);
}

async function findKnown(store: Connection, id: string): Promise<StoredSubject> {
  const [found] = await findSubjectsById(store, [id], {});
  if (!found?.body) throw badUserInput('no such agency', { argument: 'plan.subject.agencyId' });
  return found;
}
