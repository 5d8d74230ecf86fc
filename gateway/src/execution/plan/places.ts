import { type Data, isData, own } from './data.js';

/** Where objects lie in an answer, as a plan says it: field by field, `@` for each of a list. */
export type PlanPath = readonly (string | number)[];

/** Where one object lies: fields and indexes. */
export type Place = readonly (string | number)[];

/** The objects that lie at a path, in the order of the answer; what is null is left out. */
export function objectsAt(root: Data, path: PlanPath): readonly Data[] {
  const found: Data[] = [];
  collect(root, path, 0, found);
  return found;
}

/** The places of what `objectsAt` finds, in the same order. Only errors ask for them. */
export function placesAt(root: Data, path: PlanPath): readonly Place[] {
  const found: Place[] = [];
  locate(root, { path, at: 0, place: [] }, found);
  return found;
}

function collect(value: unknown, path: PlanPath, at: number, found: Data[]): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const one of value) collect(one, path, next, found);
  } else if (isData(value)) {
    if (at === path.length) found.push(value);
    else collect(own(value, String(path[at])), path, at + 1, found);
  }
}

interface Step {
  readonly path: PlanPath;
  readonly at: number;
  readonly place: Place;
}

function locate(value: unknown, { path, at, place }: Step, found: Place[]): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    value.forEach((one, index) => locate(one, { path, at: next, place: [...place, index] }, found));
  } else if (isData(value)) {
    if (at === path.length) found.push(place);
    else {
      const key = String(path[at]);
      locate(own(value, key), { path, at: at + 1, place: [...place, key] }, found);
    }
  }
}
