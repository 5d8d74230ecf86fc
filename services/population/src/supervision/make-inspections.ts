import { day } from '@shanghai/kernel';
import { type PlanRequest, findInspectionsById, inspectionIdOf, planInspection } from '@shanghai/supervision';
import { type ActingWith, refusalIn } from '../acting-as.js';
import type { InspectionLife } from './invented-inspections.js';
import { type ActingUntil, type SupervisedPlace, actingIn } from './supervision-acting.js';

/** An inspection that is to be made: how it goes, of whom, and under which key. */
export interface InspectionPlan {
  readonly key: string;
  readonly life: InspectionLife;
  readonly place: SupervisedPlace;
}

/** The id of an invented inspection. */
export function inventedInspectionId(making: ActingWith, { key, life, place }: InspectionPlan): string {
  return inspectionIdOf(actingIn(making, place, { on: life.plannedAt }).caller, key);
}

/** Makes the inspections that are not there yet, each by its acts on their own days. Gives a line for each that was refused. */
export async function makeInspections(
  making: ActingUntil,
  plans: readonly InspectionPlan[],
): Promise<readonly string[]> {
  const ids = plans.map((plan) => inventedInspectionId(making, plan));
  const known = new Set((await findInspectionsById(making.store, ids, {})).map(({ _id }) => _id));
  const lines: string[] = [];
  for (const [at, plan] of plans.entries()) {
    if (making.signal?.aborted) break;
    const refusal = known.has(ids[at]!) ? null : await makeInspection(making, plan, ids[at]!);
    if (refusal !== null) lines.push(`population: the invented inspection ${plan.key} was refused: ${refusal}`);
  }
  return lines;
}

/** Why an act of it was refused; null when all were done. */
async function makeInspection(
  making: ActingWith,
  { key, life, place }: InspectionPlan,
  id: string,
): Promise<string | null> {
  const { plannedAt, plannedOn } = life;
  const { subject, siteId } = place;
  const request: PlanRequest = {
    ...{ kind: 'DAILY', methods: [{ kind: 'ON_SITE', text: null }], topics: [{ kind: 'FAIRNESS', text: null }] },
    ...{ plannedOn: day(plannedOn), partners: [], idempotencyKey: key },
    subject: { kind: 'AGENCY', agencyId: subject._id, siteId, name: null, district: null },
  };
  const planned = refusalIn(await planInspection(actingIn(making, place, { on: plannedAt }), request));
  if (planned !== null) return `${plannedAt} ${planned}`;
  const on = { id, version: null, idempotencyKey: null };
  for (const step of life.steps) {
    const refusal = refusalIn(await step.act(actingIn(making, place, step), on));
    if (refusal !== null) return `${step.on} ${refusal}`;
  }
  return null;
}
