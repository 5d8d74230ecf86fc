import { type DistrictCode, findDistrict } from '@shanghai/kernel';
import { isConsented } from '../route/consent-rules.js';
import { routeRuleOf } from '../route/route-rules.js';
import type { Application } from './application.js';

type Heard = Pick<Application, 'form' | 'route' | 'siteRecommendations' | 'consents'>;

/**
 * The districts whose bureau is still to be heard: those with a site that it has neither recommended (AGY-007a, AGY-007b) nor
 * consented to (RTE-001), where either counts for the sites it names, so that a site that is added later waits again; and that
 * of the registration, where its bureau may consent and nobody has yet (RTE-002). None where the route asks no bureau.
 */
export function districtsToRecommend(application: Heard): readonly DistrictCode[] {
  const codes = [...new Set([...districtsOfSites(application), ...districtOfRegistration(application)])].sort();
  return codes.filter((code): code is DistrictCode => findDistrict(code) !== null);
}

/** The district of registration, where its bureau assesses (RTE-002, RTE-004); null where the Centre does. */
export function assessingDistrictOf({ form, route }: Pick<Application, 'form' | 'route'>): DistrictCode | null {
  const { registrationDistrict: code } = form;
  if (routeRuleOf(route).assesses === 'CENTRE' || code === null) return null;
  return findDistrict(code)?.code ?? null;
}

function districtsOfSites({ form, route, siteRecommendations, consents }: Heard): readonly string[] {
  if (route !== 'SOCIAL' && !routeRuleOf(route).consents.some(({ covers }) => covers === 'SITES')) return [];
  const heard = [...siteRecommendations, ...consents];
  const isOpen = (site: Heard['form']['sites'][number]) =>
    !heard.some(({ district, siteNames }) => district === site.district && siteNames.includes(site.name));
  return form.sites.filter(isOpen).map(({ district }) => district);
}

/** As long as there is no item, there is nothing to consent to. */
function districtOfRegistration({ form, route, consents }: Heard): readonly string[] {
  const isAsked = routeRuleOf(route).consents.some(
    ({ of, where }) => where === 'REGISTRATION' && of.includes('DISTRICT_BUREAU'),
  );
  const { items, registrationDistrict } = form;
  if (!isAsked || items.length === 0 || registrationDistrict === null) return [];
  return isConsented(form, { route, consents }) ? [] : [registrationDistrict];
}
