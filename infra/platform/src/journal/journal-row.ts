import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import { instantAt } from '../clock.js';

/** What one act did to one aggregate. Written once, never changed: history, audit and events are readings of it. */
export interface JournalEntry {
  /** The kind of aggregate and its id: `loan/7`. */
  readonly aggregate: string;
  /** 1 for the act that makes the aggregate, then one more with each. */
  readonly version: number;
  readonly act: string;
  readonly caller: {
    readonly role: string;
    readonly subject: string | null;
    /** What narrows the role; absent where nothing does. */
    readonly scopes?: Readonly<Record<string, string>>;
  };
  /** Absent for what no request has asked for. */
  readonly requestId?: string;
  /** The instant of the request, RFC 3339. */
  readonly at: string;
  readonly reason: string | null;
  /** What the decision rests on. */
  readonly grounds: readonly unknown[];
  /** The state on both sides, with personal fields sealed; null before the first. */
  readonly before: unknown;
  readonly after: unknown;
  readonly event: JournalEvent | null;
  /** The ids of the rules that the act was judged by; absent where there were none. */
  readonly rules?: readonly string[];
  /** The row of the act that this one is a consequence of; absent for what was asked for. */
  readonly cause?: string;
}

/** What others are told of an act. */
export interface JournalEvent {
  readonly type: string;
  readonly payload: unknown;
}

/**
 * A row as stored. The body is the entry as text, and the hash is over exactly that text and the hash before, so that nothing
 * between the two can be reordered or converted. The other fields are copies, for indexes.
 */
export interface JournalRow {
  readonly _id: string;
  readonly aggregate: string;
  readonly version: number;
  readonly at: Date;
  readonly subject: string | null;
  readonly body: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** The hash before the first row of an aggregate. */
export const NO_HASH = '';

/** The row of an entry that follows the row with that hash. */
export function rowOf(entry: JournalEntry, previousHash: string): JournalRow {
  const { aggregate, version, at, caller } = entry;
  const body = canonicalJson(entry);
  return {
    _id: rowId(aggregate, version),
    aggregate,
    version,
    at: instantAt(Date.parse(at)),
    subject: caller.subject,
    body,
    previousHash,
    hash: hashOf(previousHash, body),
  };
}

/** The entry that a row holds. */
export function entryOf({ body }: Pick<JournalRow, 'body'>): JournalEntry {
  return JSON.parse(body) as JournalEntry;
}

export function rowId(aggregate: string, version: number): string {
  return `${aggregate}/${version}`;
}

export function hashOf(previousHash: string, body: string): string {
  return createHash('sha256').update(`${previousHash}\n${body}`).digest('hex');
}

/** What is wrong with a row that should follow another, or null when nothing is. */
export function faultOfRow(row: JournalRow, before: Pick<JournalRow, 'version' | 'hash'> | null): string | null {
  const expected = expectedOf(row, before?.hash ?? NO_HASH);
  if (expected === null) return 'its text is no entry';
  if (row.version !== (before?.version ?? 0) + 1) return `version ${row.version} follows ${before?.version ?? 0}`;
  if (row.previousHash !== expected.previousHash) return 'does not follow the row before it';
  if (row.hash !== expected.hash) return 'its hash is not that of its text';
  const copies = ['_id', 'aggregate', 'version', 'subject'] as const;
  const differing = copies.find((field) => row[field] !== expected[field]);
  if (differing) return `its field ${differing} is not what its text says`;
  return isSameInstant(row.at, expected.at) ? null : 'its field at is not what its text says';
}

/** The row that its text stands for; null when the text cannot be read, whoever wrote it. */
function expectedOf(row: JournalRow, previousHash: string): JournalRow | null {
  try {
    return rowOf(entryOf(row), previousHash);
  } catch {
    return null;
  }
}

/** Of a row that was tampered with, the field may hold anything. */
function isSameInstant(found: unknown, expected: Date): boolean {
  return found instanceof Date && found.getTime() === expected.getTime();
}
