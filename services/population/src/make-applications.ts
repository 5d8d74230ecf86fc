import { type Drafting, draftApplication, findApplicationsById, findListedItems } from '@shanghai/agencies';
import { day, stableId } from '@shanghai/kernel';
import { type ActingWith, actingAs, refusalIn } from './acting-as.js';
import type { Step, Subject } from './application-steps.js';
import { inventCreditCode } from './invented-agency.js';
import { type ApplicationPlan, applicationPlans } from './invented-applications.js';
import { inventForm } from './invented-form.js';
import type { CatalogueRows } from './invented-items.js';

/** What invented applications are made with. */
export interface Making extends ActingWith {
  readonly catalogue: CatalogueRows;
}

/** Where the numbers of invented applicants begin, far from those of invented agencies. */
const FIRST_APPLICANT = 900_000;
const EDITIONS = [...new Set(applicationPlans.map(({ edition }) => edition))];

/** Whether the published lists that are applied under have reached the agencies: without them no submission is judged. */
export async function haveListsArrived(store: Drafting['store']): Promise<boolean> {
  const { editions } = await findListedItems(store, { nameKeys: [], codes: [] });
  return EDITIONS.every((one) => editions.some(({ edition }) => edition === one));
}

/**
 * Makes the invented applications that are not there yet, each by its acts on their own days, so that every rule has judged
 * them and their journal is whole. What an act has made is never taken out again. Gives a line for each that was refused.
 */
export async function makeApplications(making: Making): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const plan of applicationPlans) {
    const [known] = await findApplicationsById(making.store, [inventedApplicationId(plan.no)], {});
    const refusal = known ? null : await makeApplication(making, plan);
    if (refusal !== null) lines.push(`population: the invented application ${plan.no} was refused: ${refusal}`);
  }
  return lines;
}

/** The id of the invented application of that number. */
export function inventedApplicationId(no: number): string {
  const { applicant } = applicationPlans.find((plan) => plan.no === no)!;
  return stableId('application', applicantIdOf(applicant), keyOf(no));
}

/** Why an act of it was refused; null when all were done. */
async function makeApplication(making: Making, plan: ApplicationPlan): Promise<string | null> {
  const subject = subjectOf(plan, making.catalogue);
  const draft: Step = {
    day: day(plan.draftedOn),
    by: 'AGENCY',
    act: async (acting, { form }) => draftApplication(acting, { form, idempotencyKey: keyOf(plan.no) }),
  };
  for (const step of [draft, ...plan.steps]) {
    const refusal = refusalIn(await step.act(actingAs(making, { ...step, agency: subject.applicantId }), subject));
    if (refusal !== null) return `${step.day} ${refusal}`;
  }
  return null;
}

function subjectOf(
  { no, applicant, edition, items, districts, draftedOn }: ApplicationPlan,
  catalogue: CatalogueRows,
): Subject {
  const rows = catalogue.get(edition) ?? [];
  return {
    on: { id: inventedApplicationId(no), version: null, idempotencyKey: null },
    applicantId: applicantIdOf(applicant),
    edition,
    form: inventForm({
      no: FIRST_APPLICANT + applicant,
      name: `示例职业培训学校${String(applicant).padStart(2, '0')}号`,
      creditCode: inventCreditCode(FIRST_APPLICANT + applicant, districts[0]),
      rows: items.map((name) => rows.find(({ fullName }) => fullName === name)!),
      districts,
      signedOn: day(draftedOn),
    }),
  };
}

function applicantIdOf(applicant: number): string {
  return stableId('agency', '示例申报', applicant);
}

function keyOf(no: number): string {
  return `invented-application-${no}`;
}
