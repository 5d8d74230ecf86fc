import { decode } from '../bson/decode.js';
import { BudgetExceeded, CommandError } from '../errors.js';
import type { Matcher } from '../query/match.js';
import { type SortField, sortKey } from '../query/sort.js';
import type { Collection } from '../storage/catalog.js';
import type { Reader } from '../storage/kv.js';
import { idPrefix, idRange, type RecordId, readRecordId, recordKey } from '../storage/layout.js';
import { choosePlan, type IndexScan, type Plan } from './planner.js';

/** Counts what a read examines, and ends it when that is too much or too late. */
export type Tick = () => void;

/** Examined keys and documents that the main thread grants one read before a worker takes it. */
export const MAIN_THREAD_BUDGET = 2_000;

const CLOCK_EVERY = 256;

/** A tick whose budget can be granted anew for the next batch of a cursor. */
export interface Clock {
  readonly tick: Tick;
  grant(budget: number, deadline: number): void;
}

/** `tick` throws BudgetExceeded after `budget` steps, and CommandError 50 after `deadline` (milliseconds since the epoch). */
export function createClock(budget: number, deadline: number): Clock {
  let left = budget;
  let last = deadline;
  let steps = 0;
  return {
    tick() {
      if (--left < 0) throw new BudgetExceeded();
      if (++steps % CLOCK_EVERY === 0 && Date.now() > last) throw new CommandError(50, 'operation exceeded time limit');
    },
    grant(more, until) {
      left = more;
      last = until;
    },
  };
}

export interface Found {
  readonly record: RecordId;
  readonly bytes: Buffer;
}

export interface Selection {
  readonly collection: Collection;
  readonly matcher: Matcher;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** 0: no limit. */
  readonly limit: number;
  readonly hint: unknown;
}

/** `asOf`: the catalog's version that the view belongs to, when it is older than now. */
export function planOf(selection: Selection, asOf?: number): Plan {
  const natural = selection.sort.length === 1 && selection.sort[0]?.path[0] === '$natural';
  if (natural) return { type: 'COLLSCAN', reverse: selection.sort[0]?.descending === true, sorted: true };
  return choosePlan(selection.collection, {
    node: selection.matcher.node,
    sort: selection.sort,
    hint: selection.hint,
    asOf,
  });
}

/** Documents that match, in the order asked for. Lazy; may be left and continued while others write. */
export function* select(view: Reader, selection: Selection, tick: Tick): Iterable<Found> {
  const plan = planOf(selection, view.asOf);
  const matching = filtered(view, plan, selection, tick);
  const blocking = selection.sort.length > 0 && !plan.sorted;
  const ordered = blocking ? sortedRecords(view, matching, selection, tick) : matching;
  let passed = 0;
  for (const found of ordered) {
    passed++;
    if (passed <= selection.skip) continue;
    yield found;
    if (selection.limit > 0 && passed - selection.skip >= selection.limit) return;
  }
}

function* filtered(view: Reader, plan: Plan, { collection, matcher }: Selection, tick: Tick): Iterable<Found> {
  const everything = matcher.node.type === 'and' && matcher.node.nodes.length === 0;
  for (const found of scan(view, plan, collection, tick)) {
    if (everything || matcher.test(decode(found.bytes, matcher.fields))) yield found;
  }
}

function scan(view: Reader, plan: Plan, collection: Collection, tick: Tick): Iterable<Found> {
  switch (plan.type) {
    case 'COLLSCAN':
      return scanRecords(view, collection, plan.reverse, tick);
    case 'IXSCAN':
      return scanIndex(view, plan, collection, plan.index.arrays.includes(true) ? new Set() : undefined, tick);
    case 'OR':
      return scanAll(view, plan.branches, collection, tick);
  }
}

function* scanRecords(view: Reader, collection: Collection, reverse: boolean, tick: Tick): Iterable<Found> {
  const { low, high } = idRange(collection.id);
  for (const { key, value } of view.range('records', low, high, reverse)) {
    tick();
    yield { record: readRecordId(key), bytes: value };
  }
}

function* scanIndex(
  view: Reader,
  plan: IndexScan,
  collection: Collection,
  seen: Set<RecordId> | undefined,
  tick: Tick,
): Iterable<Found> {
  const id = idPrefix(plan.index.id);
  const end = idRange(plan.index.id).high;
  const ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges;
  for (const { low, high } of ranges) {
    for (const { value } of view.range(
      'keys',
      Buffer.concat([id, low]),
      high ? Buffer.concat([id, high]) : end,
      plan.reverse,
    )) {
      tick();
      const record = readRecordId(value);
      if (seen?.has(record) === true) continue;
      seen?.add(record);
      const bytes = view.get('records', recordKey(collection.id, record));
      if (bytes) yield { record, bytes };
    }
  }
}

function* scanAll(view: Reader, branches: readonly IndexScan[], collection: Collection, tick: Tick): Iterable<Found> {
  const seen = new Set<RecordId>();
  for (const branch of branches) yield* scanIndex(view, branch, collection, seen, tick);
}

/** Sorting holds only keys and record ids; with a limit only about twice as many as are wanted. */
const SORT_MEMORY = 200 * 1024 * 1024;

function* sortedRecords(
  view: Reader,
  matching: Iterable<Found>,
  { collection, sort, skip, limit }: Selection,
  tick: Tick,
): Iterable<Found> {
  const fields = new Set(sort.map(({ path }) => path[0] as string));
  const wanted = limit > 0 ? skip + limit : Infinity;
  const order = (a: { key: string; record: RecordId }, b: { key: string; record: RecordId }): number =>
    a.key < b.key ? -1 : a.key > b.key ? 1 : a.record - b.record;
  const rows: { key: string; record: RecordId }[] = [];
  let held = 0;
  for (const { record, bytes } of matching) {
    const key = sortKey(decode(bytes, fields), sort).toString('latin1');
    rows.push({ key, record });
    held += key.length + 56;
    if (rows.length > 2 * wanted + 1_000) {
      rows.sort(order).length = wanted;
      held = rows.reduce((sum, row) => sum + row.key.length + 56, 0);
    }
    if (held > SORT_MEMORY)
      throw new CommandError(
        292,
        'Sort exceeded the memory limit, and embedded-mongo does not spill to disk. Give it an index, or set MONGODB_URI to use a real MongoDB',
      );
  }
  rows.sort(order);
  for (const { record } of rows) {
    tick();
    const bytes = view.get('records', recordKey(collection.id, record));
    if (bytes) yield { record, bytes };
  }
}
