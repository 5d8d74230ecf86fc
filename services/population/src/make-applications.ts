import {
  type ApplicationActOutcome,
  draftApplication,
  type Drafting,
  findApplicationsById,
  findListedItems,
} from '@shanghai/agencies';
import { day, type Role, stableId, startOfDay } from '@shanghai/kernel';
import { instantAt, type Sealer } from '@shanghai/platform';
import type { Step, Subject } from './application-steps.js';
import { inventCreditCode } from './invented-agency.js';
import { type ApplicationPlan, applicationPlans } from './invented-applications.js';
import { inventForm } from './invented-form.js';
import type { CatalogueRows } from './invented-items.js';

/** What invented applications are made with. */
export interface Making {
  readonly store: Drafting['store'];
  readonly sealer: Sealer;
  readonly catalogue: CatalogueRows;
}

/** Where the numbers of invented applicants begin, far from those of invented agencies. */
const FIRST_APPLICANT = 900_000;
const MS_TO_TEN_O_CLOCK = 10 * 3_600_000;
const EDITIONS = [...new Set(applicationPlans.map(({ edition }) => edition))];

/** Whether the published lists that are applied under have reached the agencies: without them no submission is judged. */
export async function haveListsArrived(store: Drafting['store']): Promise<boolean> {
  const { editions } = await findListedItems(store, { nameKeys: [], codes: [], editions: EDITIONS });
  return editions.length === EDITIONS.length;
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
    const refusal = refusalIn(await step.act(actingOf(making, step, subject), subject));
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

/** Who acts, at ten o'clock: nobody real, and never the same person for the Centre and the Bureau. */
function actingOf({ store, sealer }: Making, { day: on, by, district }: Step, { applicantId }: Subject): Drafting {
  const scopes: Partial<Record<Role, Readonly<Record<string, string>>>> = {
    AGENCY: { agency: applicantId },
    INDUSTRY_AUTHORITY: { industry: '示例行业主管部门' },
    DISTRICT_BUREAU: district === undefined ? {} : { district },
  };
  return {
    store,
    sealer,
    caller: { role: by, subject: by === 'PUBLIC' ? null : `invented-${by.toLowerCase()}`, scopes: scopes[by] ?? {} },
    now: instantAt(startOfDay(on).getTime() + MS_TO_TEN_O_CLOCK),
  };
}

function refusalIn(outcome: ApplicationActOutcome): string | null {
  if (!('refusals' in outcome)) return null;
  return outcome.refusals.map(({ rule, code, path }) => [rule, code, ...path].join(' ')).join(', ');
}

function applicantIdOf(applicant: number): string {
  return stableId('agency', '示例申报', applicant);
}

function keyOf(no: number): string {
  return `invented-application-${no}`;
}
