import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import { instantAt } from '../clock.js';
import { codedError } from '../graph/errors.js';

/** What a list can be ordered by. Not null: MongoDB finds nothing that is greater than null. */
export type SortValue = string | number | Date;

const CHECKSUM_LENGTH = 12;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, CHECKSUM_LENGTH);
}

/** A short name for what a list was asked for, the same for equal filters whatever the order of their fields. */
export function filterHash(filter: unknown): string {
  return digest(canonicalJson(filter));
}

/** An opaque mark of one row's place in the list that the hash names. The checksum is against accidents, not a secret. */
export function encodeCursor(hash: string, values: readonly SortValue[]): string {
  const body = JSON.stringify(values.map((value) => (value instanceof Date ? { at: value.getTime() } : value)));
  return Buffer.from(digest(hash + body) + body).toString('base64url');
}

/**
 * The place that a cursor marks, as `count` sort values.
 * @throws GraphQLError BAD_CURSOR that names the argument, when it was made for another filter, is cut, or was changed
 */
export function decodeCursor(cursor: string, hash: string, count: number, argument = 'after'): readonly SortValue[] {
  const text = Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(CHECKSUM_LENGTH);
  if (text.slice(0, CHECKSUM_LENGTH) !== digest(hash + body))
    throw codedError('BAD_CURSOR', 'the cursor does not belong to this list', { argument });
  const values = JSON.parse(body) as (string | number | { at: number })[];
  if (values.length !== count) throw codedError('BAD_CURSOR', 'the cursor does not belong to this order', { argument });
  return values.map((value) => (typeof value === 'object' ? instantAt(value.at) : value));
}
