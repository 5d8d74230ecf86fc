import { afterAll, beforeAll } from '@jest/globals';
import { type Db, MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../dist/index.js';

export interface TestServer {
  readonly isEmbedded: boolean;
  /** Known once the file's tests run, not before. */
  readonly uri: string;
  readonly client: MongoClient;
  /** A database of its own, dropped after the file. */
  db(): Db;
}

let databases = 0;

/**
 * The server that the tests of a file run against: the MongoDB that MONGODB_URI names, else an embedded one started for the
 * file. Call it at the top level of the file; it prints which server it is.
 */
export function useServer(): TestServer {
  const given = process.env['MONGODB_URI'];
  const made: Db[] = [];
  let embedded: EmbeddedMongo | undefined;
  let connected: { uri: string; client: MongoClient } | undefined;

  beforeAll(async () => {
    if (given === undefined) embedded = await startEmbeddedMongo({ failPoints: true });
    const uri = given ?? embedded?.uri ?? '';
    const client = await MongoClient.connect(uri);
    connected = { uri, client };
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    process.stderr.write(
      embedded
        ? `tests run against embedded-mongo (MongoDB ${version})\n`
        : `tests run against MongoDB ${version} of MONGODB_URI\n`,
    );
  });

  afterAll(async () => {
    for (const db of made) await db.dropDatabase();
    await connected?.client.close();
    await embedded?.stop();
  });

  function server(): { uri: string; client: MongoClient } {
    if (!connected) throw new Error('the server is not started yet: ask for it inside a test or a hook');
    return connected;
  }

  return {
    isEmbedded: given === undefined,
    get uri() {
      return server().uri;
    },
    get client() {
      return server().client;
    },
    db() {
      const db = server().client.db(`test_${process.pid}_${Date.now().toString(36)}_${++databases}`);
      made.push(db);
      return db;
    },
  };
}
