import type { Connection, Model, Schema } from 'mongoose';
import { limitReads } from './read-limit.js';

/** The model of a collection on a connection, made the first time it is asked for. */
export function modelOf<Stored>(connection: Connection, collection: string, schema: Schema<Stored>): Model<Stored> {
  // What is asked of a model that exists is limited already.
  limitReads(schema as Schema);
  // mongoose's own types of the two sides differ in a virtual `id` that lean reads never have.
  return (connection.models[collection] ??
    connection.model(collection, schema, collection)) as unknown as Model<Stored>;
}

/** The batch size of queries whose answers are bounded: all of it comes with the first reply, where 101 documents would. */
export const ONE_BATCH = 50_000;
