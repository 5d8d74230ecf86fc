import { type DistrictCode, findDistrict } from '@shanghai/kernel';
import { routeRuleOf } from '../route/route-rules.js';
import type { Application } from './application.js';

/**
 * The districts with a site that its bureau has neither recommended (AGY-007a, AGY-007b) nor consented to (RTE-001). Either
 * counts for the sites it names, so that a site that is added later waits again. None where the route asks no such bureau.
 */
export function districtsToRecommend({
  form,
  route,
  siteRecommendations,
  consents,
}: Pick<Application, 'form' | 'route' | 'siteRecommendations' | 'consents'>): readonly DistrictCode[] {
  if (!asksDistricts(route)) return [];
  const waiting = form.sites.filter(
    (site) =>
      ![...siteRecommendations, ...consents].some(
        ({ district, siteNames }) => district === site.district && siteNames.includes(site.name),
      ),
  );
  const codes = [...new Set(waiting.map(({ district }) => district))].sort();
  return codes.filter((code): code is DistrictCode => findDistrict(code) !== null);
}

/** The district of registration, where its bureau assesses (RTE-002, RTE-004); null where the Centre does. */
export function assessingDistrictOf({ form, route }: Pick<Application, 'form' | 'route'>): DistrictCode | null {
  const { registrationDistrict: code } = form;
  if (routeRuleOf(route).assesses === 'CENTRE' || code === null) return null;
  return findDistrict(code)?.code ?? null;
}

function asksDistricts(route: Application['route']): boolean {
  return route === 'SOCIAL' || routeRuleOf(route).consents.some(({ covers }) => covers === 'SITES');
}
