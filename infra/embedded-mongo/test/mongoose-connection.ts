import { afterAll, beforeAll } from '@jest/globals';
import type { Document } from 'mongodb';
import mongoose, { type Connection, type Model, Schema, type SchemaDefinition, type SchemaOptions } from 'mongoose';
import { type TestServer, useServer } from './harness.js';

/** Any fields: what is asked here is what the server does, not what mongoose's types say. */
export interface Loose extends Document {
  _id: Document[string];
  __v: Document[string];
}

export interface MongooseServer {
  readonly server: TestServer;
  /** A connection to a database of its own, dropped after the file; models are made on it. */
  readonly connection: Connection;
  model(name: string, schema: Schema | SchemaDefinition, options?: SchemaOptions): Model<Loose>;
}

/** Call it at the top level of a test file: a server, and a mongoose connection to it. */
export function useMongoose(): MongooseServer {
  let connection: Connection | undefined;

  // Before the harness's own, which stops the server: hooks run in the order they are written.
  afterAll(async () => {
    await connection?.close();
  });

  const server = useServer();

  beforeAll(async () => {
    connection = await mongoose.createConnection(server.uri, { dbName: server.db().databaseName }).asPromise();
  });

  function connected(): Connection {
    if (!connection) throw new Error('mongoose is not connected yet: ask for it inside a test or a hook');
    return connection;
  }

  return {
    server,
    get connection() {
      return connected();
    },
    model(name, schema, options) {
      const made = schema instanceof Schema ? schema : new Schema(schema, options as never);
      return connected().model(name, made) as unknown as Model<Loose>;
    },
  };
}

/** The error that a promise is rejected with; fails when it is fulfilled. */
export async function rejection(promise: PromiseLike<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('the promise was fulfilled');
}
