import { compoundKey, storedKey } from '../bson/key.js';
import { type Path, type PathValues, valuesAt } from '../bson/path.js';
import { type Doc, getField, isDoc } from '../bson/value.js';
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

/** @throws CommandError 171 when two fields of one index run through different arrays */
export function keysOf(index: Index, doc: Doc): DocumentKeys {
  if (index.partial && !index.partial.test(doc)) return NONE;
  const found = index.fields.map(({ path }) => valuesAt(doc, path));
  if (index.sparse && !found.some(({ exists }) => exists)) return NONE;
  const descending = index.fields.map((field) => field.descending);
  const arrays = found.map(({ throughArray }) => throughArray);
  const keys = new Map<string, Buffer>();
  let hashed = false;
  for (const values of combinations(doc, index, found)) {
    const key = compoundKey(values, descending);
    const stored = storedKey(key);
    hashed ||= stored !== key;
    keys.set(stored.toString('latin1'), stored);
  }
  return { keys: [...keys.values()], arrays, hashed };
}

function* combinations(doc: Doc, index: Index, found: readonly PathValues[]): Iterable<readonly unknown[]> {
  const through = found.flatMap(({ throughArray }, i) => (throughArray ? [i] : []));
  if (through.length <= 1) {
    const [at] = through;
    if (at === undefined) yield found.map(({ values }) => values[0]);
    else
      for (const value of (found[at] as PathValues).values)
        yield found.map(({ values }, i) => (i === at ? value : values[0]));
    return;
  }
  const paths = through.map((i) => firstArray(doc, (index.fields[i] as Index['fields'][number]).path));
  const shared = paths[0] as Path;
  if (paths.some((path) => path.join('.') !== shared.join('.'))) {
    throw new CommandError(
      171,
      `cannot index parallel arrays [${paths
        .map((path) => path[path.length - 1])
        .reverse()
        .join('] [')}]`,
    );
  }
  const items = shared.reduce<unknown>((value, name) => (value as Doc)[name], doc) as unknown[];
  for (const item of items.length > 0 ? items : [undefined]) {
    const single = withValue(doc, shared, item);
    yield* combinations(
      single,
      index,
      index.fields.map(({ path }) => valuesAt(single, path)),
    );
  }
}

function firstArray(doc: Doc, path: Path): Path {
  let value: unknown = doc;
  for (let i = 0; i < path.length; i++) {
    value = isDoc(value) ? getField(value, path[i] as string) : undefined;
    if (Array.isArray(value)) return path.slice(0, i + 1);
  }
  return path;
}

function withValue(doc: Doc, path: Path, value: unknown): Doc {
  const [name = '', ...rest] = path;
  return { ...doc, [name]: rest.length === 0 ? value : withValue(doc[name] as Doc, rest, value) };
}
