import { parentPort, workerData } from 'node:worker_threads';
import { decode, encode } from '../bson/decode.js';
import { toCommandError } from '../errors.js';
import { createClock } from '../plan/execute.js';
import { loadCatalog } from '../storage/catalog.js';
import { environmentReader, openEnvironment } from '../storage/kv.js';
import { takeBatch } from './batch.js';
import { PRODUCERS } from './producers.js';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './workers.js';

/** A thread of its own for reads that no index bounds, on its own view of the store. */

const { path, temporary } = workerData as WorkerData;
const environment = openEnvironment(path, { temporary });
const view = environmentReader(environment);
const streams = new Map<number, { iterator: Iterator<Buffer>; grant: (deadline: number) => void }>();

function open(request: Extract<WorkerRequest, { op: 'open' }>): void {
  environment.root.resetReadTxn();
  const { collections } = loadCatalog(environment);
  const clock = createClock(Infinity, request.deadline);
  const produce = PRODUCERS[request.producer] as (typeof PRODUCERS)[string];
  const context = {
    view,
    tick: clock.tick,
    collection: (ns: string) => collections.get(ns),
    counted: ({ count }: { count: number }) => count,
  };
  const iterator = produce(context, request.db, decode(Buffer.from(request.body)))[Symbol.iterator]();
  for (let skipped = 0; skipped < request.skip && iterator.next().done !== true; skipped++);
  streams.set(request.id, { iterator, grant: (deadline) => clock.grant(Infinity, deadline) });
}

function answer(request: WorkerRequest): WorkerAnswer | null {
  switch (request.op) {
    case 'open':
      open(request);
      return null;
    case 'close':
      streams.delete(request.id);
      return null;
    case 'next': {
      const stream = streams.get(request.id);
      if (!stream) return { id: request.id, docs: [], done: true };
      stream.grant(request.deadline);
      const { docs, done } = takeBatch(stream.iterator, request.count);
      if (done) streams.delete(request.id);
      return { id: request.id, docs: docs.map((doc) => new Uint8Array(doc)), done };
    }
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  let reply: WorkerAnswer | null;
  try {
    reply = answer(request);
  } catch (error) {
    streams.delete(request.id);
    const { code, message, extra } = toCommandError(error);
    reply = { id: request.id, error: { code, message, extra: encode(extra) } };
  }
  if (reply) parentPort?.postMessage(reply);
});
