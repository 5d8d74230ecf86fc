import { compilePipeline, pipelineContext } from '../aggregate/pipeline.js';
import { stageName } from '../aggregate/stages/stage.js';
import { Long } from 'bson';
import { type CompileMergeTools, mergeInto, outTo } from '../write/pipeline-writes.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { CommandError, failedToParse } from '../errors.js';
import { takeBatch } from '../read/batch.js';
import { openChangeStream } from '../read/change-stream.js';
import type { OpenedRead } from '../read/cursors.js';
import { countField, docField, flag, namespace } from '../read/options.js';
import { encoded, pipelineOf, sourceOf } from '../read/produce.js';
import { createClock } from '../plan/execute.js';
import type { Commands } from '../server/command.js';
import { type Call, findCollection, readContext } from '../server/engine.js';
import { cursorDocument } from '../wire/message.js';
import { operations } from './diagnostics.js';
import { cursorReply, explain, openRead } from './read.js';
import { statsOf } from './stats.js';
import { table } from '../table.js';

const FIRST_BATCH = 101;

/** Stages that make documents of what the server knows, not of a collection. */
const SOURCES = table<(call: Call, operand: unknown) => Doc[]>({
  $listLocalSessions: ({ engine }) =>
    [...engine.sessions.all.values()].map(({ lsid, lastUse }) => ({ _id: lsid, lastUse: new Date(lastUse) })),
  $listSessions: ({ engine }) =>
    [...engine.sessions.all.values()].map(({ lsid, lastUse }) => ({ _id: lsid, lastUse: new Date(lastUse) })),
  $currentOp: ({ engine }) => operations(engine),
  $documents: () => [{}],
  $collStats: (call) => {
    const collection = findCollection(call, namespace(call.db, call.body['aggregate']));
    if (!collection) throw new CommandError(26, `Collection [${call.db}.${String(call.body['aggregate'])}] not found.`);
    return [{ ns: collection.ns, localTime: new Date(), count: collection.count, storageStats: statsOf(collection) }];
  },
  $indexStats: (call) => {
    const collection = findCollection(call, namespace(call.db, call.body['aggregate']));
    return (collection?.indexes ?? []).map((index) => ({
      name: index.name,
      key: index.spec['key'],
      spec: index.spec,
      accesses: { ops: Long.ZERO, since: call.engine.startedAt },
    }));
  },
});

function openSource(call: Call, stages: readonly unknown[], wanted: number): OpenedRead {
  const name = stageName(stages[0]);
  const source = SOURCES[name] as (typeof SOURCES)[string];
  const context = pipelineContext(
    sourceOf(readContext(call, createClock(Infinity, call.deadline).tick), call.db),
    docField(call.body, 'let'),
  );
  const rest = name === '$documents' ? stages : stages.slice(1);
  const iterator = encoded(compilePipeline(rest, context)(source(call, (stages[0] as Doc)[name])))[Symbol.iterator]();
  return {
    first: takeBatch(iterator, wanted),
    take: (count) => Promise.resolve(takeBatch(iterator, count)),
    close: () => undefined,
  };
}

async function watch(call: Call, stages: readonly unknown[], batchSize: number | undefined): Promise<Doc> {
  if (call.transaction)
    throw new CommandError(
      263,
      'Operation not permitted in transaction :: caused by :: Aggregation stage $changeStream cannot run within a multi-document transaction',
    );
  const coll = call.body['aggregate'];
  const everywhere =
    isDoc((stages[0] as Doc)['$changeStream']) &&
    ((stages[0] as Doc)['$changeStream'] as Doc)['allChangesForCluster'] === true;
  if (everywhere && (call.db !== 'admin' || typeof coll === 'string'))
    throw new CommandError(
      72,
      'A $changeStream with allChangesForCluster:true may only be opened on the admin database',
    );
  const stream = openChangeStream(
    call.engine.store,
    { db: everywhere ? undefined : call.db, coll: typeof coll === 'string' ? coll : undefined },
    stages,
  );
  const ns = typeof coll === 'string' ? `${call.db}.${coll}` : `${call.db}.$cmd.aggregate`;
  const first = await stream.take(batchSize ?? FIRST_BATCH, { deadline: call.deadline, wait: 0 });
  const token = first.docs.length > 0 ? first.extra : { postBatchResumeToken: stream.resumeToken() };
  return cursorReply(
    call,
    ns,
    { first, take: stream.take, close: stream.close },
    { keepAlive: true, ...(token ? { extra: token } : {}) },
  );
}

async function run(call: Call): Promise<Doc> {
  const { body } = call;
  const stages = pipelineOf(body);
  if (flag(body, 'explain')) {
    const { explain: _, ...inner } = body;
    return explain(call, inner, 'queryPlanner');
  }
  if (body['cursor'] === undefined)
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  const cursor = docField(body, 'cursor');
  const batchSize = cursor['batchSize'] === undefined ? undefined : countField(cursor, 'batchSize', FIRST_BATCH);
  const wanted = batchSize ?? FIRST_BATCH;
  const whole = typeof body['aggregate'] !== 'string';
  if (whole && toNumber(body['aggregate']) !== 1) throw failedToParse("The 'aggregate' field must be a string or 1");
  const ns = whole ? `${call.db}.$cmd.aggregate` : namespace(call.db, body['aggregate']);
  const first = stages.length > 0 ? stageName(stages[0]) : '';
  if (first === '$changeStream') return watch(call, stages, batchSize);

  const last = stages.length > 0 ? stageName(stages[stages.length - 1]) : '';
  stages.slice(0, -1).forEach((stage) => {
    if (['$out', '$merge'].includes(stageName(stage)))
      throw new CommandError(40601, `${stageName(stage)} can only be the final stage in the pipeline`);
  });
  if (last === '$out' || last === '$merge') {
    if (call.transaction)
      throw new CommandError(
        263,
        `Operation not permitted in transaction :: caused by :: Aggregation stage ${last} cannot run within a multi-document transaction`,
      );
    const level = docField(body, 'readConcern')['level'];
    if (level === 'linearizable')
      throw new CommandError(72, `${last} cannot be used with a 'linearizable' read concern level`);
    const source = await open(call, ns, first, stages.slice(0, -1), 1_000);
    const operand = (stages[stages.length - 1] as Doc)[last];
    const tools: CompileMergeTools = { call, source, variables: docField(body, 'let') };
    await (last === '$out' ? outTo(tools, operand) : mergeInto(tools, operand));
    return { cursor: cursorDocument('firstBatch', [], { id: Long.ZERO, ns }) };
  }
  const opened = await open(call, ns, first, stages, wanted);
  return cursorReply(call, ns, opened, { empty: batchSize === 0 });
}

function open(call: Call, ns: string, first: string, stages: readonly unknown[], wanted: number): Promise<OpenedRead> {
  if (first in SOURCES) return Promise.resolve(openSource(call, stages, wanted));
  if (ns.endsWith('.$cmd.aggregate'))
    throw new CommandError(73, `{aggregate: 1} is not valid for '${first}'; a collection is required.`);
  return openRead(call, 'aggregate', { ...call.body, pipeline: [...stages] }, wanted);
}

export const aggregateCommands: Commands = {
  aggregate: {
    run,
    fields: [
      'pipeline',
      'cursor',
      'explain',
      'allowDiskUse',
      'bypassDocumentValidation',
      'hint',
      'collation',
      'let',
      'isMapReduceCommand',
    ],
    inTransaction: true,
    writes: true,
  },
};
