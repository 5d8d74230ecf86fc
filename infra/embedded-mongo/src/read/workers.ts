import { Worker } from 'node:worker_threads';
import { asBuffer, decode, encode } from '../bson/decode.js';
import type { Doc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import type { DocumentBatch } from './batch.js';

/** A small pool of threads for long reads. Threads are started when the first long read comes. */

export interface WorkerData {
  readonly path: string;
  readonly temporary: boolean;
}

export type WorkerRequest =
  | { op: 'open'; id: number; producer: string; db: string; body: Uint8Array; skip: number; deadline: number }
  | { op: 'next'; id: number; count: number; deadline: number }
  | { op: 'close'; id: number };

export type WorkerAnswer =
  | { id: number; docs: Uint8Array[]; done: boolean }
  | { id: number; error: { code: number; message: string; extra: Uint8Array } };

/** Documents that a worker reads on demand. */
export interface RemoteStream {
  next(count: number, deadline: number): Promise<DocumentBatch>;
  close(): void;
}

export interface WorkerPool {
  /** `skip` passes over documents that were delivered before the worker took over. */
  open(producer: string, db: string, body: Doc, skip: number, deadline: number): RemoteStream;
  close(): Promise<void>;
}

const THREADS = 2;
/** A worker that needs more has met a query that should be refused, not one that may take the process with it. */
const HEAP_MEGABYTES = 512;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve: (batch: DocumentBatch) => void; reject: (error: Error) => void }>;
}

export function createWorkerPool(data: WorkerData): WorkerPool {
  const threads: (Thread | undefined)[] = [];
  let nextId = 1;

  const start = (slot: number): Thread => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    const thread: Thread = { worker, waiting: new Map() };
    threads[slot] = thread;
    worker.on('message', (answer: WorkerAnswer) => {
      const waiting = thread.waiting.get(answer.id);
      thread.waiting.delete(answer.id);
      if ('error' in answer) {
        waiting?.reject(
          new CommandError(answer.error.code, answer.error.message, decode(asBuffer(answer.error.extra))),
        );
      } else waiting?.resolve({ docs: answer.docs.map(asBuffer), done: answer.done });
    });
    worker.on('error', (error) => {
      if (threads[slot] === thread) threads[slot] = undefined;
      const failure = new CommandError(146, `the read needed more memory than a worker has: ${error.message}`);
      for (const { reject } of thread.waiting.values()) reject(failure);
      thread.waiting.clear();
    });
    worker.unref();
    return thread;
  };

  /** The thread with the least work; a second one only when the first is busy. */
  const choose = (): Thread => {
    for (let slot = 0; slot < THREADS; slot++) {
      const thread = threads[slot] ?? start(slot);
      if (thread.waiting.size === 0) return thread;
    }
    return (threads as Thread[]).reduce((least, thread) => (thread.waiting.size < least.waiting.size ? thread : least));
  };

  return {
    open(producer, db, body, skip, deadline) {
      const id = nextId++;
      const thread = choose();
      const post = (request: WorkerRequest): void => thread.worker.postMessage(request);
      post({ op: 'open', id, producer, db, body: encode(body), skip, deadline });
      return {
        next: (count, until) =>
          new Promise((resolve, reject) => {
            if (!threads.includes(thread)) {
              reject(new CommandError(43, 'the cursor was lost with its worker'));
              return;
            }
            thread.waiting.set(id, { resolve, reject });
            post({ op: 'next', id, count, deadline: until });
          }),
        close: () => post({ op: 'close', id }),
      };
    },
    async close() {
      for (const thread of threads) {
        await thread?.worker.terminate();
        for (const { reject } of thread?.waiting.values() ?? [])
          reject(new CommandError(91, 'The server is in quiesce mode and will shut down'));
      }
    },
  };
}
