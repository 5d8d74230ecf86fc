import { trusted } from 'mongoose';
import type { Caller } from './caller.js';

/** Where rows keep what narrows a caller: the stored field of each scope, or null where such callers see all rows. */
export type ScopedFields = Readonly<Record<string, string | null>>;

/** A filter that no row meets, without a field that a store would have to know. */
const NOTHING = { _id: trusted({ $in: [] }) };

/**
 * The part of a store filter that keeps to the rows of a caller: to be joined by `$and` in every query of such rows, counts and
 * references too, so that a row out of scope is the same as none. A caller with a scope that the rows do not know sees nothing.
 */
export function rowsOf(caller: Pick<Caller, 'scopes'>, fields: ScopedFields): Readonly<Record<string, unknown>> {
  const scopes = Object.entries(caller.scopes);
  if (scopes.some(([scope]) => !Object.hasOwn(fields, scope))) return NOTHING;
  const own = scopes.flatMap(([scope, value]) => (fields[scope] == null ? [] : [{ [fields[scope]]: value }]));
  return Object.assign({}, ...own) as Record<string, string>;
}
