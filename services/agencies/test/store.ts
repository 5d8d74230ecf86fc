import { afterAll, beforeAll } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';

let databases = 0;

/** A name that no other run on the same server uses. */
export function databaseName(): string {
  return `agencies_${process.pid}_${Date.now().toString(36)}_${++databases}`;
}

/** The MongoDB of a test file: the one that MONGODB_URI names, else an embedded one. Ask for its address inside a test. */
export function useMongo(): () => string {
  let uri = process.env['MONGODB_URI'];
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    if (uri !== undefined) return;
    const server = await startEmbeddedMongo();
    uri = server.uri;
    stop = () => server.stop();
  });
  afterAll(async () => stop?.());
  return () => uri!;
}
