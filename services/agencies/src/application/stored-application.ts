import type { DistrictCode } from '@shanghai/kernel';
import type { Application, StoredApplication } from './application.js';
import { assessingDistrictOf, districtsToRecommend } from './site-districts.js';

/** An application with what its indexes need. */
export function storedAs(application: Application, version: number): StoredApplication {
  const { form, recommendations, consents, items } = application;
  const authorities = (kind: string) =>
    distinct([
      ...recommendations.filter((one) => one.kind === kind).map(({ authority }) => authority),
      ...consents.flatMap(({ body, authority }) => (body === kind ? (authority ?? []) : [])),
    ]);
  const siteDistricts = distinct(form.sites.map(({ district }) => district)) as readonly DistrictCode[];
  const assessingDistrict = assessingDistrictOf(application);
  const assessing = assessingDistrict === null ? [] : [assessingDistrict];
  return {
    ...application,
    version,
    siteDistricts,
    assessingDistrict,
    districts: distinct([...siteDistricts, ...assessing]) as readonly DistrictCode[],
    industries: authorities('INDUSTRY'),
    superiors: authorities('SUPERIOR'),
    districtsToRecommend: districtsToRecommend(application),
    lineageIds: distinct(items.flatMap(({ lineageIds }) => lineageIds)),
  };
}

/** The state of a stored application, as acts and the journal have it. */
export function applicationOf(stored: StoredApplication): Application {
  const {
    version: _v,
    siteDistricts: _s,
    industries: _i,
    superiors: _u,
    districtsToRecommend: _d,
    lineageIds: _l,
    assessingDistrict: _a,
    districts: _ds,
    ...application
  } = stored;
  return application;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
