import type { Day, Finding } from '@shanghai/kernel';
import { judgeBody } from '../application/applicant-rules.js';
import type { ApplicationRoute } from '../application/application-route.js';
import type { JudgedForm } from '../application/application.js';
import { isFiledWithoutSelection, routeRuleOf } from './route-rules.js';

/** What is known of who applies by a route. */
export interface RouteApplicant {
  readonly form: JudgedForm;
  readonly on: Day;
  readonly route: ApplicationRoute;
  readonly creditCodeIsTaken: boolean;
}

/**
 * Who can be filed for itself (RTE-001, RTE-002, RTE-004): APPLICANT_NOT_ELIGIBLE for who is not registered in Shanghai. The
 * district of registration is asked for, since it decides who assesses or files.
 */
export function judgeRegistration({ form, route, creditCodeIsTaken }: RouteApplicant): readonly Finding[] {
  if (!isFiledWithoutSelection(route)) return [];
  const rule = { ...routeRuleOf(route), code: 'APPLICANT_NOT_ELIGIBLE' } as const;
  return judgeBody(rule, form, { creditCodeIsTaken, asks: ['registrationDistrict'] });
}
