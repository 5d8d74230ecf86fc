import type { Day, Finding } from '@shanghai/kernel';
import { judgeComparisonApplicant } from '../comparison/comparison-applicant-rules.js';
import { judgeRegistration } from '../route/registration-rules.js';
import { judgeRoute } from '../route/route-choice-rules.js';
import { judgeDraft } from './applicant-rules.js';
import type { RouteState } from './application-route.js';
import type { JudgedForm } from './application.js';

/** Who applies by which route, when a draft is made or mended: what is blank is not yet a fault, what is said and wrong is. */
export function judgeDraftOf(
  form: JudgedForm,
  { route, routeChoice }: Pick<RouteState, 'route' | 'routeChoice'>,
  on: Day,
): readonly Finding[] {
  if (route === 'SOCIAL') return judgeDraft(form, on);
  const known = { form, on, route, routeChoice, creditCodeIsTaken: false };
  // For 其他 the Centre chooses the route once there is a draft (RTE-012).
  const routeFindings = form.nature === 'OTHER' ? [] : judgeRoute(form, known);
  const findings = [...routeFindings, ...judgeRegistration(known), ...judgeComparisonApplicant(known)];
  return findings.filter(({ verdict }) => verdict !== 'UNDETERMINED');
}
