import { type Running, StartupError } from '@shanghai/platform';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StoreMessage } from './store-worker.js';

/** The MongoDB that the graph keeps its data in. */
export interface GraphStore extends Running {
  readonly uri: string;
  /** One line that says which it is, without credentials. */
  readonly line: string;
}

/** The MongoDB of the address; without one the embedded server, on the folder `mongo` of the data directory. */
export async function openGraphStore(given: string | undefined, dataDirectory: string): Promise<GraphStore> {
  if (given !== undefined)
    return { uri: given, line: 'store: the MongoDB of MONGODB_URI', stop: async () => undefined };
  return startEmbeddedStore(join(dataDirectory, 'mongo'));
}

/**
 * Starts the embedded server in a worker thread, so that its work and that of the services do not wait for each other.
 * @throws StartupError when the folder is in use or cannot be written
 */
async function startEmbeddedStore(folder: string): Promise<GraphStore> {
  const worker = new Worker(new URL('store-worker.js', import.meta.url), { workerData: folder });
  const started = await nextMessage(worker);
  if ('failure' in started) {
    await worker.terminate();
    throw new StartupError(started.failure);
  }
  return {
    uri: started.uri,
    line: `store: embedded in ${folder}`,
    async stop() {
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage('stop');
      await ended;
    },
  };
}

async function nextMessage(worker: Worker): Promise<StoreMessage> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: StoreMessage) => {
      // From now on an error of the worker is nobody's to handle and ends the process.
      worker.off('error', reject);
      resolve(message);
    });
  });
}
