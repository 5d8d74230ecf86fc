import { compoundKey, storedKey } from '../bson/key.js';
import { indexValues } from '../bson/index-values.js';
import type { Doc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import type { Index } from './catalog.js';

/** The entries that a document has in an index. */
export interface DocumentKeys {
  /** Distinct keys as they are stored. */
  readonly keys: readonly Buffer[];
  /** Per field: an array was passed on the way to its values. */
  readonly arrays: readonly boolean[];
  readonly hashed: boolean;
}

const NONE: DocumentKeys = { keys: [], arrays: [], hashed: false };

const parallelArrays = (names: readonly string[]): CommandError =>
  new CommandError(171, `cannot index parallel arrays [${names.join('] [')}]`);

/** @throws CommandError 171 when two fields of one index run through different arrays */
export function keysOf(index: Index, doc: Doc): DocumentKeys {
  if (index.partial && !index.partial.test(doc)) return NONE;
  const { rows, arrays, exists } = indexValues(
    doc,
    index.fields.map(({ path }) => path),
    parallelArrays,
  );
  if (index.sparse && !exists) return NONE;
  const descending = index.fields.map((field) => field.descending);
  const keys = new Map<string, Buffer>();
  let hashed = false;
  for (const values of rows) {
    const key = compoundKey(values, descending);
    const stored = storedKey(key);
    hashed ||= stored !== key;
    keys.set(stored.toString('latin1'), stored);
  }
  return { keys: [...keys.values()], arrays, hashed };
}
