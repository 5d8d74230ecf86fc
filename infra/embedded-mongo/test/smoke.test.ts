import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../dist/index.js';

let server: EmbeddedMongo;
let client: MongoClient;

beforeAll(async () => {
  server = await startEmbeddedMongo();
  client = await MongoClient.connect(server.uri);
});

afterAll(async () => {
  await client.close();
  await server.stop();
});

test('the official driver writes a document and reads it back', async () => {
  const people = client.db('test').collection('people');
  await people.insertOne({ name: 'Ada' });
  expect(await people.findOne({ name: 'Ada' }, { projection: { _id: 0 } })).toEqual({ name: 'Ada' });
});
