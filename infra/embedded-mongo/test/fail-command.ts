import type { Document } from 'mongodb';
import type { TestServer } from './harness.js';

/** Sets the failpoint `failCommand`; a real MongoDB must run with enableTestCommands=1. */
export async function failCommand(server: TestServer, data: Document, mode: unknown = { times: 1 }): Promise<void> {
  await server.client.db('admin').command({ configureFailPoint: 'failCommand', mode, data });
}

export async function stopFailing(server: TestServer): Promise<void> {
  await server.client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
}
