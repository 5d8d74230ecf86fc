import { compilePipeline, pipelineContext } from '../aggregate/pipeline.js';
import { type PipelineContext, stageName } from '../aggregate/stages/stage.js';
import { Timestamp } from 'bson';
import { decode, encode } from '../bson/decode.js';
import { type Doc, isDoc } from '../bson/value.js';
import { CommandError, failedToParse, refused } from '../errors.js';
import { recordKey } from '../storage/layout.js';
import { eventsAfter, keyTime, type LoggedEvent, timeKey } from '../storage/oplog.js';
import type { Store } from '../storage/store.js';
import { createClock, select } from '../plan/execute.js';
import { evaluatePlain } from '../aggregate/expression.js';
import type { TakeNext } from './cursors.js';
import { parseSelection, sourceOf } from './produce.js';

/** Change streams: the oplog from a point on, as MongoDB's change events. Source: MongoDB manual, "Change Events". */

export interface StreamScope {
  /** undefined: all databases. */
  readonly db: string | undefined;
  /** undefined: all collections of the database. */
  readonly coll: string | undefined;
}

interface Position {
  readonly time: Timestamp;
  /** The token of an invalidate event, after which only startAfter can go on. */
  readonly invalidated: boolean;
}

const INVALIDATE = '01';

function tokenOf(time: Timestamp, invalidated = false): Doc {
  return { _data: timeKey(time).toString('hex').toUpperCase() + (invalidated ? INVALIDATE : '') };
}

function parseToken(token: unknown): Position {
  const data = isDoc(token) ? token['_data'] : undefined;
  if (typeof data !== 'string' || !/^[0-9A-F]{16}(01)?$/i.test(data))
    throw new CommandError(260, 'Invalid resume token: bad _data');
  return { time: keyTime(Buffer.from(data.slice(0, 16), 'hex')), invalidated: data.length > 16 };
}

const OPTIONS = new Set([
  'fullDocument',
  'fullDocumentBeforeChange',
  'resumeAfter',
  'startAfter',
  'startAtOperationTime',
  'allChangesForCluster',
  'showExpandedEvents',
  'showRawUpdateDescription',
  'matchCollectionUUIDForUpdateLookup',
]);

function parsePosition(spec: Doc, store: Store): Position {
  const given = ['resumeAfter', 'startAfter', 'startAtOperationTime'].filter((name) => spec[name] !== undefined);
  if (given.length > 1)
    throw new CommandError(50674, `Do not specify both ${given.join(' and ')} in a $changeStream stage.`);
  if (spec['resumeAfter'] !== undefined) {
    const position = parseToken(spec['resumeAfter']);
    if (position.invalidated)
      throw new CommandError(
        260,
        "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
      );
    return position;
  }
  if (spec['startAfter'] !== undefined) return parseToken(spec['startAfter']);
  const time = spec['startAtOperationTime'];
  if (time === undefined) return { time: store.clusterTime, invalidated: false };
  if (!(time instanceof Timestamp))
    throw new CommandError(
      14,
      "BSON field '$changeStream.startAtOperationTime' is the wrong type, expected type 'timestamp'",
    );
  // "At" includes the moment itself, a position is after one.
  return {
    time: new Timestamp(time.i > 0 ? { t: time.t, i: time.i - 1 } : { t: time.t - 1, i: 0xffffffff }),
    invalidated: false,
  };
}

const ALLOWED_STAGES = new Set([
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
  '$changeStreamSplitLargeEvent',
]);

export interface ChangeStream {
  readonly take: TakeNext;
  readonly resumeToken: () => Doc;
  readonly close: () => void;
}

/** @throws CommandError 286 when the oplog no longer reaches back to the position */
export function openChangeStream(store: Store, scope: StreamScope, stages: readonly unknown[]): ChangeStream {
  const spec = (stages[0] as Doc)['$changeStream'];
  if (!isDoc(spec)) throw failedToParse('$changeStream stage expects a document as argument');
  for (const name of Object.keys(spec))
    if (!OPTIONS.has(name)) throw new CommandError(40415, `BSON field '$changeStream.${name}' is an unknown field.`);
  const fullDocument = typeof spec['fullDocument'] === 'string' ? spec['fullDocument'] : 'default';
  if (!['default', 'updateLookup', 'whenAvailable', 'required'].includes(fullDocument))
    throw new CommandError(
      2,
      `Enumeration value '${fullDocument}' for field '$changeStream.fullDocument' is not a valid value.`,
    );
  if (
    fullDocument === 'required' ||
    fullDocument === 'whenAvailable' ||
    (spec['fullDocumentBeforeChange'] ?? 'off') !== 'off'
  )
    throw refused('pre- and post-images of change streams');
  if (spec['showExpandedEvents'] === true) throw refused('showExpandedEvents');
  for (const stage of stages.slice(1)) {
    if (!ALLOWED_STAGES.has(stageName(stage)))
      throw new CommandError(20, `${stageName(stage)} is not permitted in a $changeStream pipeline`);
    if (stageName(stage) === '$changeStreamSplitLargeEvent') throw refused('$changeStreamSplitLargeEvent');
  }
  const context: PipelineContext = pipelineContext(
    sourceOf({ view: store.reader, collection: () => undefined, counted: () => 0, tick: () => undefined }, ''),
    {},
  );
  const transform = compilePipeline(stages.slice(1), context);
  const start = parsePosition(spec, store);
  let position = start.time;
  let ended = false;
  requireHistory(store, position);
  let closed = false;
  let wake = (): void => undefined;
  const notify = (): void => wake();
  store.onEvents.add(notify);

  /** Up to `count` events that are there now; moves the position past all that were looked at. */
  const collect = (count: number): { docs: Buffer[]; done: boolean } => {
    const docs: Buffer[] = [];
    let bytes = 0;
    for (const event of eventsAfter(store.reader, position)) {
      if (docs.length >= count || bytes > 8_000_000) break;
      position = event.time;
      if (!concerns(event, scope)) continue;
      for (const change of [describe(event, store, fullDocument === 'updateLookup'), ...invalidation(event, scope)]) {
        for (const doc of transform([change])) {
          if (!isDoc(doc['_id']) || doc['_id']['_data'] !== (change['_id'] as Doc)['_data']) {
            throw new CommandError(
              280,
              'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point.',
            );
          }
          const encoded = encode(doc);
          docs.push(encoded);
          bytes += encoded.length;
        }
        if (change['operationType'] === 'invalidate') {
          ended = true;
          return { docs, done: true };
        }
      }
    }
    return { docs, done: false };
  };

  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    async take(count, { wait }) {
      const until = Date.now() + wait;
      for (;;) {
        if (closed) throw new CommandError(43, 'the change stream was closed');
        requireHistory(store, position);
        const batch = collect(count);
        if (batch.docs.length > 0 || batch.done || Date.now() >= until)
          return { ...batch, extra: { postBatchResumeToken: tokenOf(position, ended) } };
        await sleep(until - Date.now());
      }
    },
    resumeToken: () => tokenOf(position, start.invalidated && position === start.time),
    close() {
      closed = true;
      store.onEvents.delete(notify);
      wake();
    },
  };
}

function requireHistory(store: Store, position: Timestamp): void {
  const trimmed = store.trimmedTo();
  if (trimmed?.greaterThan(position) === true) {
    throw new CommandError(
      286,
      'Resume of change stream was not possible, as the resume point may no longer be in the oplog.',
      { errorLabels: ['NonResumableChangeStreamError'] },
    );
  }
}

const SHOWN = new Set(['insert', 'update', 'replace', 'delete', 'drop', 'rename', 'dropDatabase']);
const INTERNAL_DATABASES = new Set(['admin', 'config', 'local']);

function concerns({ header }: LoggedEvent, { db, coll }: StreamScope): boolean {
  if (!SHOWN.has(String(header['operation']))) return false;
  if (db === undefined) return !INTERNAL_DATABASES.has(String(header['db']));
  if (header['db'] !== db) return false;
  return (
    coll === undefined ||
    header['coll'] === coll ||
    header['to'] === `${db}.${coll}` ||
    header['operation'] === 'dropDatabase'
  );
}

/** Dropping or renaming what a stream watches ends it. */
function invalidation({ header, time }: LoggedEvent, { db, coll }: StreamScope): Doc[] {
  const operation = header['operation'];
  const ends =
    coll !== undefined
      ? operation === 'drop' || operation === 'rename' || operation === 'dropDatabase'
      : db !== undefined && operation === 'dropDatabase';
  return ends
    ? [{ _id: tokenOf(time, true), operationType: 'invalidate', clusterTime: time, wallTime: header['wall'] }]
    : [];
}

function describe({ time, header, document }: LoggedEvent, store: Store, lookup: boolean): Doc {
  const operation = String(header['operation']);
  const ns = { db: header['db'], ...(header['coll'] === undefined ? {} : { coll: header['coll'] }) };
  const change: Doc = { _id: tokenOf(time), operationType: operation, clusterTime: time, wallTime: header['wall'] };
  if (header['lsid'] !== undefined) Object.assign(change, { lsid: header['lsid'], txnNumber: header['txnNumber'] });
  if (operation === 'insert' || operation === 'replace') change['fullDocument'] = document;
  if (operation === 'update' && lookup)
    change['fullDocument'] = currentDocument(store, `${String(header['db'])}.${String(header['coll'])}`, header['id']);
  change['ns'] = ns;
  if ('id' in header) change['documentKey'] = { _id: header['id'] };
  if (operation === 'update') change['updateDescription'] = header['update'];
  if (operation === 'rename') {
    const to = String(header['to']);
    change['to'] = { db: to.slice(0, to.indexOf('.')), coll: to.slice(to.indexOf('.') + 1) };
  }
  return change;
}

/** The document as it is now; null when it is gone. */
function currentDocument(store: Store, ns: string, id: unknown): Doc | null {
  const collection = store.catalog.collections.get(ns);
  if (!collection) return null;
  const selection = parseSelection(
    collection,
    { filter: { _id: { $eq: id } } },
    { filter: 'filter', limit: 1 },
    evaluatePlain,
  );
  for (const { record } of select(store.reader, selection, createClock(Infinity, Infinity).tick)) {
    const bytes = store.reader.get('records', recordKey(collection.id, record));
    if (bytes) return decode(bytes);
  }
  return null;
}
