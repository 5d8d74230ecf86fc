import { expect, test } from '@jest/globals';
import { useServer } from './harness.js';

const server = useServer();

test('the official driver writes a document and reads it back', async () => {
  const people = server.db().collection('people');
  await people.insertOne({ name: 'Ada' });
  expect(await people.findOne({ name: 'Ada' }, { projection: { _id: 0 } })).toEqual({ name: 'Ada' });
});
