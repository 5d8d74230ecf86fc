import type { DistrictCode } from '@shanghai/kernel';
import type { Application, StoredApplication } from './application.js';
import { districtsToRecommend } from './site-districts.js';

/** An application with what its indexes need. */
export function storedAs(application: Application, version: number): StoredApplication {
  const { form, recommendations, items } = application;
  const authorities = (kind: string) =>
    distinct(recommendations.filter((one) => one.kind === kind).map(({ authority }) => authority));
  return {
    ...application,
    version,
    siteDistricts: distinct(form.sites.map(({ district }) => district)) as readonly DistrictCode[],
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
    ...application
  } = stored;
  return application;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
