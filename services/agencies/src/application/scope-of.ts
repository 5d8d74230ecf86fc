import { type Caller, codedError } from '@shanghai/platform';

/**
 * What a token narrows its bearer to.
 * @throws GraphQLError FORBIDDEN when it does not: such a bearer speaks for nobody
 */
export function scopeOf({ scopes }: Pick<Caller, 'scopes'>, scope: string): string {
  const value = scopes[scope];
  if (value === undefined) throw codedError('FORBIDDEN', `the token has no scope ${scope}`);
  return value;
}
