import { type DistrictCode, findDistrict } from '@shanghai/kernel';
import type { Application } from './application.js';

/**
 * The districts with a site that its bureau has not recommended (AGY-007a, AGY-007b). A recommendation counts for the sites it
 * names, so that a site that is added later waits again.
 */
export function districtsToRecommend({
  form,
  siteRecommendations,
}: Pick<Application, 'form' | 'siteRecommendations'>): readonly DistrictCode[] {
  const waiting = form.sites.filter(
    (site) =>
      !siteRecommendations.some(
        ({ district, siteNames }) => district === site.district && siteNames.includes(site.name),
      ),
  );
  const codes = [...new Set(waiting.map(({ district }) => district))].sort();
  return codes.filter((code): code is DistrictCode => findDistrict(code) !== null);
}
