import { describe } from '../bson/describe.js';
import { isPosition } from '../bson/path.js';
import { type Doc, hasField, isDoc, setField, typeName } from '../bson/value.js';
import { CommandError } from '../errors.js';

/** Reading and changing one concrete path (no `$`) of a document in place. */

/** A place in a document: the object or array that holds it, and its name there. */
export interface Place {
  readonly holder: Doc | unknown[];
  readonly name: string;
}

/** MongoDB pads an array with nulls up to a position, but not by more than this. */
const MAX_PADDING = 1_500_000;

function child(holder: Doc | unknown[], name: string): unknown {
  if (Array.isArray(holder)) return isPosition(name) ? holder[Number(name)] : undefined;
  return hasField(holder, name) ? holder[name] : undefined;
}

export function valueAt(place: Place): unknown {
  return child(place.holder, place.name);
}

/** The place a path names, or null where its parents do not exist (or are no documents). */
export function findPlace(doc: Doc, path: readonly string[]): Place | null {
  let holder: Doc | unknown[] = doc;
  for (const name of path.slice(0, -1)) {
    const next = child(holder, name);
    if (!isDoc(next) && !Array.isArray(next)) return null;
    holder = next;
  }
  const name = path[path.length - 1] as string;
  if (Array.isArray(holder) && !isPosition(name)) return null;
  return { holder, name };
}

/**
 * The place a path names, its parents made where they are missing.
 * @throws CommandError 28 (PathNotViable) when a parent is neither document nor array
 */
export function makePlace(doc: Doc, path: readonly string[]): Place {
  let holder: Doc | unknown[] = doc;
  for (let i = 0; i < path.length - 1; i++) {
    const name = path[i] as string;
    requireViable(holder, name, path[i - 1]);
    let next = child(holder, name);
    if (next === undefined) {
      next = {};
      putAt({ holder, name }, next);
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      throw new CommandError(
        28,
        `Cannot create field '${path[i + 1] as string}' in element {${name}: ${describe(next)}}`,
      );
    }
    holder = next;
  }
  const name = path[path.length - 1] as string;
  requireViable(holder, name, path[path.length - 2]);
  return { holder, name };
}

function requireViable(holder: Doc | unknown[], name: string, parent: string | undefined): void {
  if (!Array.isArray(holder) || isPosition(name)) return;
  throw new CommandError(28, `Cannot create field '${name}' in element {${parent ?? ''}: ${describe(holder)}}`);
}

export function putAt(place: Place, value: unknown): void {
  const { holder, name } = place;
  if (!Array.isArray(holder)) {
    setField(holder, name, value);
    return;
  }
  const index = Number(name);
  if (index - holder.length > MAX_PADDING)
    throw new CommandError(2, `can't backfill more than ${MAX_PADDING} elements`);
  while (holder.length < index) holder.push(null);
  holder[index] = value;
}

/** Removes a field; an array item becomes null, so that the positions of the others stay. */
export function removeAt(place: Place): void {
  const { holder, name } = place;
  if (!Array.isArray(holder)) Reflect.deleteProperty(holder, name);
  else if (isPosition(name) && Number(name) < holder.length) holder[Number(name)] = null;
}

/** The array at a place. @throws CommandError 2 when it is something else */
export function arrayAt(place: Place, operator: string): unknown[] | undefined {
  const value = valueAt(place);
  if (value === undefined || Array.isArray(value)) return value;
  throw new CommandError(
    2,
    `The field '${place.name}' must be an array but is of type ${typeName(value)} (${operator})`,
  );
}
