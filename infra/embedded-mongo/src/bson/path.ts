import { type Doc, getField, isDoc } from './value.js';

/** Dotted paths as queries read them: arrays on the way are entered, and a number names a position. */

export type Path = readonly string[];

export function splitPath(path: string): Path {
  return path.split('.');
}

export function isPosition(part: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(part);
}

/** Called with a value the path reaches (undefined: missing) and the position taken in the outermost array, -1 for none. Returning true ends the walk. */
export type Visit = (value: unknown, position: number) => boolean;

/**
 * Visits every value that a query path reaches. `expand` also visits the items of an array at the end of the path, before
 * the array itself. Documents inside arrays are entered, arrays inside arrays are not; a missing field is visited as undefined.
 */
export function walkPath(doc: Doc, path: Path, expand: boolean, visit: Visit): boolean {
  return step(doc, path, 0, expand, -1, visit);
}

function step(doc: Doc, path: Path, at: number, expand: boolean, position: number, visit: Visit): boolean {
  const value = getField(doc, path[at] as string);
  return reach(value, path, at + 1, expand, position, visit);
}

function reach(value: unknown, path: Path, at: number, expand: boolean, position: number, visit: Visit): boolean {
  if (at === path.length) return leaf(value, expand, position, visit);
  if (Array.isArray(value)) return enterArray(value, path, at, expand, position, visit);
  if (isDoc(value)) return step(value, path, at, expand, position, visit);
  return visit(undefined, position);
}

function leaf(value: unknown, expand: boolean, position: number, visit: Visit): boolean {
  if (expand && Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (visit(value[i], position < 0 ? i : position)) return true;
  }
  return visit(value, position);
}

function enterArray(
  items: unknown[],
  path: Path,
  at: number,
  expand: boolean,
  position: number,
  visit: Visit,
): boolean {
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (isDoc(item) && step(item, path, at, expand, position < 0 ? i : position, visit)) return true;
  }
  const part = path[at] as string;
  if (!isPosition(part)) return false;
  const index = Number(part);
  if (index >= items.length)
    return at + 1 === path.length && items.every((item) => !isDoc(item)) ? visit(undefined, position) : false;
  return reach(items[index], path, at + 1, expand, position < 0 ? index : position, visit);
}

/** What an index, a sort or a join takes from a document for one path. */
export interface PathValues {
  /** One value without an array on the path, else its items; a missing field gives null, an empty array undefined. */
  readonly values: unknown[];
  throughArray: boolean;
  /** False when the path reaches nothing. */
  exists: boolean;
}

export function valuesAt(doc: Doc, path: Path): PathValues {
  const found: PathValues = { values: [], throughArray: false, exists: false };
  collect(doc, path, 0, found);
  return found;
}

function collect(value: unknown, path: Path, at: number, found: PathValues): void {
  if (at === path.length) {
    collectLeaf(value, found);
    return;
  }
  const part = path[at] as string;
  if (isDoc(value)) {
    collect(getField(value, part), path, at + 1, found);
  } else if (Array.isArray(value)) {
    found.throughArray = true;
    const before = found.values.length;
    if (isPosition(part) && Number(part) < value.length) collect(value[Number(part)], path, at + 1, found);
    for (const item of value) if (isDoc(item)) collect(item, path, at, found);
    if (found.values.length === before) found.values.push(null);
  } else found.values.push(null);
}

function collectLeaf(value: unknown, found: PathValues): void {
  if (value !== undefined) found.exists = true;
  if (!Array.isArray(value)) {
    found.values.push(value ?? null);
    return;
  }
  found.throughArray = true;
  if (value.length === 0) found.values.push(undefined);
  for (const item of value as unknown[]) found.values.push(item);
}
