import { type DistrictCode, dayAt, nameKey } from '@shanghai/kernel';
import type { StoredForm } from '../application.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { scopeOf } from '../scope-of.js';
import { judgeSiteRecommendation } from '../site-rules.js';

/** 区人社部门推荐考核点: those in its own district, and no other (AGY-007a, AGY-007b, AGY-011). */
export async function recommendSites(
  acting: Acting,
  on: OnApplication,
  siteNames: readonly string[],
): Promise<ApplicationActOutcome> {
  const district = scopeOf(acting.caller, 'district') as DistrictCode;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'recommendSites',
      payload: { siteNames },
      judge: ({ form }) => judgeSiteRecommendation({ district, siteNames }, form, dayAt(acting.now)),
      next: ({ form, siteRecommendations }) => ({
        siteRecommendations: [
          ...siteRecommendations,
          { district, siteNames: namesInForm(form, siteNames), at: acting.now },
        ],
      }),
    }),
  );
}

/** The names as the form has them. */
function namesInForm({ sites }: StoredForm, siteNames: readonly string[]): readonly string[] {
  const keys = new Set(siteNames.map(nameKey));
  return sites.map(({ name }) => name).filter((name) => keys.has(nameKey(name)));
}
