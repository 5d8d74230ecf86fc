import { isPosition, type Path } from './path.js';
import { type Doc, getField, isDoc } from './value.js';

/** What an index or a sort takes from a document for its paths together: arrays that several paths share are passed once. */
export interface IndexValues {
  /** One row for each entry. A missing field gives null, an empty array undefined. */
  readonly rows: readonly (readonly unknown[])[];
  /** Per path: an array was passed on the way. */
  readonly arrays: readonly boolean[];
  /** Some path reaches something. */
  readonly exists: boolean;
}

/** Makes the error for paths that run through different arrays, from the names of the two arrays. */
export type ParallelArrays = (names: readonly string[]) => Error;

interface Walk {
  readonly paths: readonly Path[];
  readonly parallel: ParallelArrays;
  readonly rows: (readonly unknown[])[];
  readonly arrays: boolean[];
  exists: boolean;
}

/** How far one path has come: `value` lies after `at` of its parts. */
interface Place {
  readonly value: unknown;
  readonly at: number;
  /** An array whose items are to be taken by their fields, its position having been taken already. */
  readonly byField?: boolean;
}

/** A place that no array is entered from any more. */
const settled = (value: unknown): Place => ({ value, at: Infinity });

/** @throws what `parallel` makes, when two paths run through different arrays */
export function indexValues(doc: Doc, paths: readonly Path[], parallel: ParallelArrays): IndexValues {
  const walk: Walk = { paths, parallel, rows: [], arrays: paths.map(() => false), exists: false };
  advance(
    walk,
    paths.map((path) => descend(walk, { value: doc, at: 0 }, path)),
  );
  return walk;
}

/** Follows a path through documents, to its end or to an array. */
function descend(walk: Walk, place: Place, path: Path): Place {
  let { value, at } = place;
  while (at < path.length && isDoc(value)) value = getField(value, path[at++] as string);
  if (Array.isArray(value)) return { value, at };
  const reached = at === path.length ? value : undefined;
  if (reached !== undefined) walk.exists = true;
  return settled(reached ?? null);
}

function advance(walk: Walk, places: readonly Place[]): void {
  const { paths, arrays } = walk;
  const open = places.flatMap(({ at }, i) => (at === Infinity ? [] : [i]));
  const [first] = open;
  if (first === undefined) {
    walk.rows.push(places.map(({ value }) => value));
    return;
  }
  for (const i of open) arrays[i] = true;
  for (const i of open) if (takePosition(walk, places, i)) return;
  const items = (places[first] as Place).value as unknown[];
  const other = open.find((i) => (places[i] as Place).value !== items);
  if (other !== undefined) {
    throw walk.parallel([other, first].map((i) => paths[i]?.[(places[i] as Place).at - 1] ?? ''));
  }
  enter(walk, places, open, items);
}

/** A number in a path names a position of an array, and may also be a field of its items: both are taken. */
function takePosition(walk: Walk, places: readonly Place[], i: number): boolean {
  const { value, at, byField } = places[i] as Place;
  const path = walk.paths[i] as Path;
  const items = value as unknown[];
  const part = path[at];
  if (byField === true || part === undefined || !isPosition(part) || Number(part) >= items.length) return false;
  advance(walk, places.with(i, descend(walk, { value: items[Number(part)], at: at + 1 }, path)));
  if (items.some(isDoc)) advance(walk, places.with(i, { value, at, byField: true }));
  return true;
}

function enter(walk: Walk, places: readonly Place[], open: readonly number[], items: readonly unknown[]): void {
  const isLeaf = (i: number): boolean => (places[i] as Place).at === walk.paths[i]?.length;
  if (open.some(isLeaf)) walk.exists = true;
  const into = (i: number, item: unknown, empty: boolean): Place => {
    if (isLeaf(i)) return settled(empty ? undefined : item);
    if (!isDoc(item)) return settled(null);
    return descend(walk, { value: item, at: (places[i] as Place).at }, walk.paths[i] as Path);
  };
  const entered = (item: unknown, empty: boolean): Place[] =>
    places.map((place, i) => (open.includes(i) ? into(i, item, empty) : place));
  if (items.length === 0) advance(walk, entered(undefined, true));
  for (const item of items) advance(walk, entered(item, false));
}
