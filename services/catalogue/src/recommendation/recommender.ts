import { type DistrictCode, findDistrict } from '@shanghai/kernel';
import { type Caller, codedError } from '@shanghai/platform';
import type { Recommender } from './recommendation.js';

/**
 * Whom a caller recommends for; null when its role recommends nothing (REC-001).
 * @throws GraphQLError FORBIDDEN when the token does not say which authority or district it is
 */
export function recommenderOf({ role, scopes }: Pick<Caller, 'role' | 'scopes'>): Recommender | null {
  if (role === 'INDUSTRY_AUTHORITY') return { kind: role, authority: scopeOf(scopes, 'industry'), district: null };
  if (role === 'DISTRICT_BUREAU')
    return { kind: role, authority: null, district: scopeOf(scopes, 'district') as DistrictCode };
  return null;
}

/** The name of a recommender. */
export function nameOf({ authority, district }: Recommender): string {
  return authority ?? `${findDistrict(district)?.name ?? ''}人力资源和社会保障局`;
}

function scopeOf(scopes: Caller['scopes'], scope: string): string {
  const value = scopes[scope];
  if (value === undefined) throw codedError('FORBIDDEN', `the token has no scope ${scope}`);
  return value;
}
