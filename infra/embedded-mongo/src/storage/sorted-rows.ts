/** A value to be stored under a key, or null where the key is to be removed. Keys are bytes read as latin1. */
export interface Row {
  readonly key: string;
  readonly value: Buffer | null;
}

/**
 * Rows in key order, of which a write or a look-up examines few, however many there are. A chunk is never empty, and is
 * replaced and never changed, so that a reader keeps those it began with.
 */
export type SortedRows = (readonly Row[])[];

/** As many rows as one write may copy: a chunk that grows beyond them is halved. */
export const MOST_IN_CHUNK = 256;

/** How many of the first items `holds` is true of; it is false of all after them. */
function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const firstKey = (chunk: readonly Row[]): string => chunk[0]?.key ?? '';

/** The last chunk that begins at or before the key: if the key is anywhere, it is there. */
const chunkOf = (chunks: SortedRows, key: string): number =>
  Math.max(0, countWhile(chunks, (chunk) => firstKey(chunk) <= key) - 1);

/** Adds the row, in the place of the one that has its key. */
export function putRow(chunks: SortedRows, row: Row): void {
  const { key } = row;
  const at = chunkOf(chunks, key);
  const chunk = chunks[at] ?? [];
  const position = countWhile(chunk, (other) => other.key < key);
  const rows = chunk.toSpliced(position, chunk[position]?.key === key ? 1 : 0, row);
  const half = rows.length >>> 1;
  chunks.splice(at, 1, ...(rows.length > MOST_IN_CHUNK ? [rows.slice(0, half), rows.slice(half)] : [rows]));
}

/** The rows of this moment with `low <= key < high`: what is put while they are read is not among them. */
export function rowsBetween(chunks: SortedRows, low: string, high: string, reverse: boolean): Iterable<Row> {
  const end = countWhile(chunks, (chunk) => firstKey(chunk) < high);
  const touched = chunks.slice(chunkOf(chunks, low), end);
  return rowsOf(reverse ? touched.reverse() : touched, low, high, reverse);
}

function* rowsOf(chunks: SortedRows, low: string, high: string, reverse: boolean): Iterable<Row> {
  for (const chunk of chunks) {
    const rows = chunk.slice(
      countWhile(chunk, ({ key }) => key < low),
      countWhile(chunk, ({ key }) => key < high),
    );
    yield* reverse ? rows.reverse() : rows;
  }
}
