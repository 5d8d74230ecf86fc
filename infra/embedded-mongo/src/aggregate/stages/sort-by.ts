import type { Doc } from '../../bson/value.js';
import { parseSort, sortKey } from '../../query/sort.js';

export type SortBy = Doc;

/** Orders documents as a `sortBy` asks; keys are made once per document. */
export function compareBySort(sortBy: SortBy): (a: Doc, b: Doc) => number {
  const fields = parseSort(sortBy);
  const keys = new WeakMap<Doc, Buffer>();
  const keyFor = (doc: Doc): Buffer => {
    let key = keys.get(doc);
    if (!key) {
      key = sortKey(doc, fields);
      keys.set(doc, key);
    }
    return key;
  };
  return (a, b) => Buffer.compare(keyFor(a), keyFor(b));
}
