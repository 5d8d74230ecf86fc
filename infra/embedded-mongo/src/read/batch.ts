/** Documents of one answer, and whether there are no more. */
export interface DocumentBatch {
  readonly docs: Buffer[];
  readonly done: boolean;
}

/** An answer stays under the largest document with room for what is around it. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** Puts back the one document that did not fit. */
const pending = new WeakMap<Iterator<Buffer>, IteratorResult<Buffer>>();

/** Up to `count` documents; looks one further, so that the last batch says so. */
export function takeBatch(iterator: Iterator<Buffer>, count: number): DocumentBatch {
  const docs: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const next = pending.get(iterator) ?? iterator.next();
    pending.delete(iterator);
    if (next.done === true) return { docs, done: true };
    if (docs.length >= count || (docs.length > 0 && bytes + next.value.length > BATCH_BYTES)) {
      pending.set(iterator, next);
      return { docs, done: false };
    }
    docs.push(next.value);
    bytes += next.value.length;
  }
}
