import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { parentPort, workerData } from 'node:worker_threads';

/** What the worker tells: where the server listens, or why it does not. */
export type StoreMessage = { readonly uri: string } | { readonly failure: string };

function tell(message: StoreMessage): void {
  parentPort?.postMessage(message);
}

try {
  const server = await startEmbeddedMongo({ dir: workerData as string });
  parentPort?.once('message', () => {
    // With the port closed nothing holds the thread, and it ends.
    void server.stop().then(() => parentPort?.close());
  });
  tell({ uri: server.uri });
} catch (error) {
  tell({ failure: error instanceof Error ? error.message : String(error) });
}
