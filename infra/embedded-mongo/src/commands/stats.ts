import type { Doc } from '../bson/value.js';
import type { Collection } from '../storage/catalog.js';

/** The basics of collStats; sizes are bytes of BSON, not of the file. */
export function statsOf(collection: Collection): Doc {
  const { count, bytes, indexes, options } = collection;
  return {
    ns: collection.ns,
    size: bytes,
    count,
    avgObjSize: count > 0 ? Math.round(bytes / count) : 0,
    storageSize: bytes,
    capped: options['capped'] === true,
    ...(options['capped'] === true ? { max: options['max'] ?? 0, maxSize: options['size'] } : {}),
    nindexes: indexes.length,
    totalIndexSize: 0,
    indexSizes: Object.fromEntries(indexes.map(({ name }) => [name, 0])),
    scaleFactor: 1,
  };
}
