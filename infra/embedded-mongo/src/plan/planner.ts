import { afterPrefix, KEY_LIMIT } from '../bson/key.js';
import { compare, equal, orderClass } from '../bson/compare.js';
import { type Doc, isDoc, isNaNumber, isNumeric } from '../bson/value.js';
import { badValue } from '../errors.js';
import { conjuncts, type Node } from '../query/ast.js';
import { isExtreme } from '../query/parse.js';
import type { SortField } from '../query/sort.js';
import type { Collection, Index } from '../storage/catalog.js';
import { keyPattern } from '../storage/catalog.js';
import {
  boundsOf,
  descendingIntervals,
  type FieldBounds,
  intersect,
  type Interval,
  type QueryBounds,
} from './bounds.js';

export interface CollectionScan {
  readonly type: 'COLLSCAN';
  readonly reverse: boolean;
  readonly sorted: boolean;
}

export interface IndexScan {
  readonly type: 'IXSCAN';
  readonly index: Index;
  /** Byte ranges within the index, in key order. */
  readonly ranges: readonly { low: Buffer; high: Buffer | undefined }[];
  readonly reverse: boolean;
  /** Documents come in the order the sort asks for. */
  readonly sorted: boolean;
  readonly score: number;
}

/** One index scan for each branch of an `$or`; a document found by several is given once. */
export interface Union {
  readonly type: 'OR';
  readonly branches: readonly IndexScan[];
  readonly sorted: false;
}

export type Plan = CollectionScan | IndexScan | Union;

export interface PlanRequest {
  readonly node: Node;
  readonly sort: readonly SortField[];
  readonly hint: unknown;
  /** The catalog's version that the view belongs to, when it is older than now. */
  readonly asOf?: number | undefined;
}

/** More points than this are read as one range. */
const MOST_POINTS = 2_000;

/**
 * Chooses how to read: the index with the most fields bound to points, then by a range, then giving the sort's order.
 * @throws CommandError 2 for a hint that names no index
 */
export function choosePlan(collection: Collection, request: PlanRequest): Plan {
  const hinted = resolveHint(collection, request);
  if (hinted && !('fields' in hinted)) return { type: 'COLLSCAN', reverse: hinted.reverse, sorted: false };
  const bounds = boundsOf(request.node);
  if (hinted) return scanOf(hinted, bounds, request) ?? wholeIndex(hinted, request);
  const scans = usable(collection, request, bounds);
  const best = scans.reduce<IndexScan | undefined>(
    (chosen, scan) => (!chosen || scan.score > chosen.score ? scan : chosen),
    undefined,
  );
  if (best && best.score >= RANGE_SCORE) return best;
  const union = unionOf(collection, request);
  if (union) return union;
  return best ?? { type: 'COLLSCAN', reverse: false, sorted: false };
}

/** An index that is being filled, or was filled after the snapshot that is read, does not have all documents. */
const isReadable = ({ building, readableSince }: Index, { asOf = Infinity }: PlanRequest): boolean =>
  !building && readableSince <= asOf;

function usable(collection: Collection, request: PlanRequest, bounds: QueryBounds): IndexScan[] {
  return collection.indexes.flatMap((index) => {
    if (index.hidden || !isReadable(index, request)) return [];
    if (index.sparse && !excludesMissing(index, bounds, request.node)) return [];
    if (index.partial && !implies(request.node, index.partial.node)) return [];
    const scan = scanOf(index, bounds, request);
    return scan && scan.score > 0 ? [scan] : [];
  });
}

function resolveHint(collection: Collection, request: PlanRequest): Index | { reverse: boolean } | undefined {
  const { hint } = request;
  if (hint === undefined || (isDoc(hint) && Object.keys(hint).length === 0)) return undefined;
  if (isDoc(hint) && '$natural' in hint)
    return { reverse: isNumeric(hint['$natural']) && compare(hint['$natural'], 0) < 0 };
  const index = collection.indexes.find((candidate) =>
    typeof hint === 'string' ? candidate.name === hint : isDoc(hint) && equal(keyPattern(candidate), hint),
  );
  if (!index || index.hidden || !isReadable(index, request)) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return index;
}

function excludesMissing(index: Index, bounds: QueryBounds, node: Node): boolean {
  const exists = conjuncts(node).flatMap((part) => (part.type === 'exists' ? [part.path.join('.')] : []));
  return index.fields.some(
    ({ name }) => exists.includes(name) || (bounds.get(name) ?? []).some((bound) => !bound.missing),
  );
}

/** True when every document that matches `query` also matches the filter of a partial index. Says no when unsure. */
export function implies(query: Node, filter: Node): boolean {
  const known = conjuncts(query);
  return conjuncts(filter).every((wanted) => known.some((part) => impliesPart(part, wanted)));
}

function impliesPart(part: Node, wanted: Node): boolean {
  if (wanted.type === 'and') return wanted.nodes.length === 0;
  if (!('path' in wanted) || !('path' in part) || part.path.join('.') !== wanted.path.join('.')) return false;
  if (wanted.type === 'exists') {
    return (
      part.type === 'exists' ||
      (part.type === 'compare' && part.value !== null && !isExtreme(part.value)) ||
      (part.type === 'in' && !part.values.includes(null)) ||
      part.type === 'regex' ||
      part.type === 'types'
    );
  }
  if (wanted.type === 'types')
    return part.type === 'types' && !part.anyNumber && [...part.codes].every((code) => wanted.codes.has(code));
  if (wanted.type !== 'compare' || part.type !== 'compare') return false;
  const order = compare(part.value, wanted.value);
  if (order !== 0 && !ordered(part.value, wanted.value)) return false;
  switch (wanted.op) {
    case 'eq':
      return part.op === 'eq' && order === 0;
    case 'gt':
      return part.op === 'eq' || part.op === 'gte' ? order > 0 : part.op === 'gt' && order >= 0;
    case 'gte':
      return (part.op === 'eq' || part.op === 'gt' || part.op === 'gte') && order >= 0;
    case 'lt':
      return part.op === 'eq' || part.op === 'lte' ? order < 0 : part.op === 'lt' && order <= 0;
    case 'lte':
      return (part.op === 'eq' || part.op === 'lt' || part.op === 'lte') && order <= 0;
  }
}

/** Two different values that ranges of one type class can be told by. NaN is in no range. */
function ordered(a: unknown, b: unknown): boolean {
  return orderClass(a) === orderClass(b) && !Array.isArray(a) && !isNaNumber(a) && !isNaNumber(b);
}

/** The bounds to use for a field: of one with arrays a single predicate, because each may be met by another item. */
function chooseBounds(bounds: readonly FieldBounds[], throughArray: boolean): readonly Interval[] {
  if (!throughArray) return bounds.map(({ intervals }) => intervals).reduce((a, b) => intersect(a, b));
  const points = bounds.find(({ intervals }) => intervals.every(({ point }) => point));
  return (points ?? bounds[0])?.intervals ?? [];
}

/** Scores make one field bound to points worth more than a range, and a range more than an order. */
const POINT_SCORE = 10;
export const RANGE_SCORE = 5;
const ORDER_SCORE = 3;
const UNIQUE_SCORE = 1_000;

function scanOf(index: Index, bounds: QueryBounds, request: PlanRequest): IndexScan | undefined {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const single: boolean[] = [];
  let ranges: { low: Buffer; high: Buffer | undefined }[] | undefined;
  let arrayUsed = false;
  let points = 0;
  for (let i = 0; i < index.fields.length && !ranges; i++) {
    const field = index.fields[i] as Index['fields'][number];
    const throughArray = index.arrays[i] === true;
    const found = (bounds.get(field.name) ?? []).filter((bound) => !(bound.scalarOnly && throughArray));
    if (found.length === 0 || (throughArray && arrayUsed)) break;
    arrayUsed ||= throughArray;
    const ascending = chooseBounds(found, throughArray);
    const intervals = field.descending ? descendingIntervals(ascending) : ascending;
    if (intervals.every(({ point }) => point) && intervals.length * prefixes.length <= MOST_POINTS) {
      prefixes = prefixes.flatMap((prefix) => intervals.map(({ low }) => Buffer.concat([prefix, low])));
      single.push(intervals.length === 1);
      points++;
    } else {
      ranges = prefixes.flatMap((prefix) =>
        intervals.map(({ low, high }) => ({ low: Buffer.concat([prefix, low]), high: Buffer.concat([prefix, high]) })),
      );
    }
  }
  const bounded = ranges !== undefined;
  ranges ??= prefixes.map((prefix) => ({ low: prefix, high: afterPrefix(prefix) }));
  const order = orderOf(index, request.sort, single);
  const complete = points === index.fields.length && index.unique && ranges.length <= 1;
  const score =
    (complete ? UNIQUE_SCORE : 0) +
    points * POINT_SCORE +
    (bounded ? RANGE_SCORE : 0) +
    (order.sorted && request.sort.length > 0 ? ORDER_SCORE : 0);
  return {
    type: 'IXSCAN',
    index,
    ranges: ranges.map(clip).sort((a, b) => Buffer.compare(a.low, b.low)),
    reverse: order.reverse,
    sorted: order.sorted,
    score,
  };
}

function clip({ low, high }: { low: Buffer; high: Buffer | undefined }): { low: Buffer; high: Buffer | undefined } {
  return {
    low: low.length > KEY_LIMIT ? low.subarray(0, KEY_LIMIT) : low,
    high: high && high.length > KEY_LIMIT ? afterPrefix(high.subarray(0, KEY_LIMIT)) : high,
  };
}

/** Whether the index gives the order of the sort, forwards or in reverse. `single[i]`: field i has one value. */
function orderOf(
  index: Index,
  sort: readonly SortField[],
  single: readonly boolean[],
): { sorted: boolean; reverse: boolean } {
  if (sort.length === 0) return { sorted: true, reverse: false };
  if (index.hashed) return { sorted: false, reverse: false };
  let reverse: boolean | undefined;
  let at = 0;
  for (const wanted of sort) {
    const name = wanted.path.join('.');
    const constant = index.fields.findIndex((field) => field.name === name);
    if (
      constant >= 0 &&
      single[constant] === true &&
      index.arrays[constant] !== true &&
      index.fields[at]?.name !== name
    )
      continue;
    while (at < index.fields.length && index.fields[at]?.name !== name && single[at] === true) at++;
    const field = index.fields[at];
    if (!field || field.name !== name || index.arrays[at] === true) return { sorted: false, reverse: false };
    const backwards = field.descending !== wanted.descending;
    if (single[at] !== true) {
      if (reverse !== undefined && reverse !== backwards) return { sorted: false, reverse: false };
      reverse = backwards;
    }
    at++;
  }
  return { sorted: true, reverse: reverse ?? false };
}

function wholeIndex(index: Index, request: PlanRequest): IndexScan {
  const order = orderOf(index, request.sort, []);
  return {
    type: 'IXSCAN',
    index,
    ranges: [{ low: Buffer.alloc(0), high: undefined }],
    reverse: order.reverse,
    sorted: order.sorted,
    score: 0,
  };
}

function unionOf(collection: Collection, request: PlanRequest): Union | undefined {
  const parts = conjuncts(request.node);
  for (const part of parts) {
    if (part.type !== 'or') continue;
    const rest = parts.filter((other) => other !== part);
    const branches = part.nodes.map((branch) => {
      const node: Node = { type: 'and', nodes: [branch, ...rest] };
      const scans = usable(collection, { node, sort: [], hint: undefined }, boundsOf(node)).filter(
        (scan) => scan.score >= RANGE_SCORE,
      );
      return scans.sort((a, b) => b.score - a.score)[0];
    });
    if (branches.every((branch) => branch !== undefined)) return { type: 'OR', branches, sorted: false };
  }
  return undefined;
}

/** The plan as MongoDB's `explain` words it. */
export function explainPlan(plan: Plan, filter: Doc): Doc {
  if (plan.type === 'COLLSCAN') return { stage: 'COLLSCAN', filter, direction: plan.reverse ? 'backward' : 'forward' };
  if (plan.type === 'OR')
    return { stage: 'FETCH', filter, inputStage: { stage: 'OR', inputStages: plan.branches.map(explainScan) } };
  return { stage: 'FETCH', filter, inputStage: explainScan(plan) };
}

function explainScan({ index, reverse, ranges }: IndexScan): Doc {
  return {
    stage: 'IXSCAN',
    keyPattern: keyPattern(index),
    indexName: index.name,
    isMultiKey: index.arrays.includes(true),
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: reverse ? 'backward' : 'forward',
    ranges: ranges.length,
  };
}
