import { decode } from '../bson/decode.js';
import type { Doc } from '../bson/value.js';
import { badValue } from '../errors.js';
import { countField, namespace } from '../read/options.js';
import type { Commands } from '../server/command.js';
import { type Call, findCollection } from '../server/engine.js';
import type { Collection } from '../storage/catalog.js';
import { idRange, readRecordId, recordKey } from '../storage/layout.js';
import { collectionsOf, required } from './namespaces.js';

/** The basics of collStats; sizes are bytes of BSON, not of the file. */
export function statsOf(collection: Collection, scale = 1): Doc {
  const { count, bytes, indexes, options } = collection;
  return {
    ns: collection.ns,
    size: scaled(bytes, scale),
    count,
    avgObjSize: count > 0 ? Math.round(bytes / count) : 0,
    storageSize: scaled(bytes, scale),
    capped: options['capped'] === true,
    ...(options['capped'] === true ? { max: options['max'] ?? 0, maxSize: options['size'] } : {}),
    nindexes: indexes.length,
    totalIndexSize: 0,
    indexSizes: Object.fromEntries(indexes.map(({ name }) => [name, 0])),
    scaleFactor: scale,
  };
}

const scaled = (bytes: number, scale: number): number => Math.floor(bytes / scale);

/** @throws CommandError 2 for one that is not at least 1 */
function scaleOf(body: Doc): number {
  const scale = countField(body, 'scale', 1);
  if (scale < 1) throw badValue("BSON field 'scale' value must be >= 1");
  return scale;
}

function collStats(call: Call): Doc {
  const ns = namespace(call.db, call.body['collStats']);
  const scale = scaleOf(call.body);
  const collection = findCollection(call, ns);
  return collection
    ? statsOf(collection, scale)
    : { ns, size: 0, count: 0, storageSize: 0, nindexes: 0, totalIndexSize: 0, indexSizes: {}, scaleFactor: scale };
}

function dbStats(call: Call): Doc {
  const all = collectionsOf(call, call.db);
  const sum = (pick: (collection: Collection) => number): number =>
    all.reduce((total, collection) => total + pick(collection), 0);
  const scale = scaleOf(call.body);
  const [objects, bytes] = [sum(({ count }) => count), sum(({ bytes }) => bytes)];
  return {
    db: call.db,
    collections: all.length,
    views: 0,
    objects,
    avgObjSize: objects > 0 ? bytes / objects : 0,
    dataSize: scaled(bytes, scale),
    storageSize: scaled(bytes, scale),
    indexes: sum(({ indexes }) => indexes.length),
    indexSize: 0,
    totalSize: scaled(bytes, scale),
    scaleFactor: scale,
  };
}

/** Checks that every record decodes and that each index has as many records as it should. */
function validate(call: Call): Doc {
  const collection = required(call, call.body['validate']);
  const { reader } = call.engine.store;
  const errors: string[] = [];
  let records = 0;
  for (const { value } of reader.range('records', idRange(collection.id).low, idRange(collection.id).high)) {
    decode(value);
    records++;
  }
  const keysPerIndex: Doc = {};
  for (const index of collection.indexes) {
    let keys = 0;
    for (const { value } of reader.range('keys', idRange(index.id).low, idRange(index.id).high)) {
      if (!reader.get('records', recordKey(collection.id, readRecordId(value))))
        errors.push(`index ${index.name} names a record that is not there`);
      keys++;
    }
    keysPerIndex[index.name] = keys;
  }
  return {
    ns: collection.ns,
    nrecords: records,
    nIndexes: collection.indexes.length,
    keysPerIndex,
    valid: errors.length === 0,
    warnings: [],
    errors,
  };
}

export const statsCommands: Commands = {
  collStats: { run: collStats, fields: ['scale'] },
  dbStats: { run: dbStats, fields: ['scale', 'freeStorage'] },
  validate: { run: validate, fields: ['full', 'repair', 'metadata', 'checkBSONConformance'] },
};
