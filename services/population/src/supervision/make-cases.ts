import { day } from '@shanghai/kernel';
import { type Clue, caseIdOf, findCasesById, registerCase } from '@shanghai/supervision';
import { type ActingWith, refusalIn } from '../acting-as.js';
import type { CaseLife } from './invented-cases.js';
import { type ActingUntil, type SupervisedPlace, type SupervisionRole, actingIn } from './supervision-acting.js';

/** A case that is to be made: how it goes, of whom, under which key, and of which inspection where it began with one. */
export interface CasePlan {
  readonly key: string;
  readonly life: CaseLife;
  readonly place: SupervisedPlace;
  readonly inspectionId: string | null;
}

/** Who registers it: of persons their agency (VIO-002). */
function registrar({ subject }: CaseLife): SupervisionRole {
  return isPerson(subject) ? 'AGENCY' : 'DISTRICT_BUREAU';
}

/** The id of an invented case. */
export function inventedCaseId(making: ActingWith, { key, life, place }: CasePlan): string {
  return caseIdOf(actingIn(making, place, { on: life.registeredOn, by: registrar(life) }).caller, key);
}

/** Makes the cases that are not there yet, each by its acts on their own days. Gives a line for each that was refused. */
export async function makeCases(making: ActingUntil, plans: readonly CasePlan[]): Promise<readonly string[]> {
  const ids = plans.map((plan) => inventedCaseId(making, plan));
  const known = new Set((await findCasesById(making.store, ids, {})).map(({ _id }) => _id));
  const lines: string[] = [];
  for (const [at, plan] of plans.entries()) {
    if (making.signal?.aborted) break;
    const refusal = known.has(ids[at]!) ? null : await makeCase(making, plan, ids[at]!);
    if (refusal !== null) lines.push(`population: the invented case ${plan.key} was refused: ${refusal}`);
  }
  return lines;
}

/** Why an act of it was refused; null when all were done. */
async function makeCase(making: ActingWith, plan: CasePlan, id: string): Promise<string | null> {
  const { key, life, place } = plan;
  const registering = actingIn(making, place, { on: life.registeredOn, by: registrar(life) });
  const registered = refusalIn(await registerCase(registering, clueOf(plan), key));
  if (registered !== null) return `${life.registeredOn} ${registered}`;
  const on = { id, version: null, idempotencyKey: null };
  for (const step of life.steps) {
    const refusal = refusalIn(await step.act(actingIn(making, place, step), on, place));
    if (refusal !== null) return `${step.on} ${refusal}`;
  }
  return null;
}

function clueOf({ life, place, inspectionId }: CasePlan): Clue {
  const { subject, siteId, district } = place;
  const isAgency = life.subject === 'AGENCY';
  const isBody = !isAgency && !isPerson(life.subject);
  return {
    subject: {
      type: life.subject,
      agencyId: isBody ? null : subject._id,
      name: isBody ? `示例${life.subject === 'GROUP_ORG' ? '集体报名单位' : '技能培训公司'}` : null,
      district: isBody ? district : null,
      person: isPerson(life.subject) ? { name: '示例戊', number: null } : null,
    },
    ...{ source: life.source, sourceReference: inspectionId, matter: life.matter, commitmentItem: null },
    ...{ listEntryId: null, summary: '示例：线索摘要', actOn: day(life.actOn) },
    ...{ siteId: isBody ? null : siteId, filingId: null, materials: [] },
  };
}

function isPerson(subject: CaseLife['subject']): boolean {
  return subject === 'CANDIDATE' || subject === 'STAFF';
}
