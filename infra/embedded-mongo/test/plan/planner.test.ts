import { expect, test } from '@jest/globals';
import { ObjectId } from 'mongodb';
import { useServer } from '../harness.js';
import { collectionOf, idsOf } from '../query/ask.js';

const server = useServer();

test('a range on an index of arrays does not give the order of the whole arrays', async () => {
  const rows = await collectionOf(server.db(), [{ a: [0, 5] }, { a: [3] }]);
  await rows.createIndex({ a: 1 }, {}, {});
  const sorted = await rows
    .find({ a: { $gt: 1 } })
    .sort({ a: 1 })
    .toArray();
  expect(sorted.map(({ _id }) => _id)).toEqual([0, 1]);
});

test('a partial index is not used for a value of another type than its filter takes', async () => {
  const rows = await collectionOf(server.db(), [{ a: new ObjectId() }, { a: new Date(5) }, { a: NaN }, { a: 1 }]);
  await rows.createIndex(
    { a: 1 },
    { partialFilterExpression: { a: { $gt: new ObjectId('000000000000000000000000') } } },
    {},
  );
  expect(await idsOf(rows, { a: { $gte: new Date(0) } })).toEqual([1]);
  await rows.createIndex({ a: -1 }, { partialFilterExpression: { a: { $lt: 5 } } }, {});
  expect(await idsOf(rows, { a: NaN })).toEqual([2]);
});

test('an index on an array does not hide the items of its items from a nested $elemMatch', async () => {
  const rows = await collectionOf(server.db(), [{ a: [[0, 7]] }, { a: [9] }]);
  await rows.createIndex({ a: 1 }, {}, {});
  expect(await idsOf(rows, { a: { $elemMatch: { $elemMatch: { $gt: 5 } } } })).toEqual([0]);
});

test('a compound index through one array finds an empty array and an array of arrays', async () => {
  const rows = await collectionOf(server.db(), [{ a: [] }, { a: [[[5]]] }]);
  await rows.createIndex({ a: 1, 'a.b': 1 }, {}, {});
  expect(await idsOf(rows, { a: [] })).toEqual([0]);
  expect(await idsOf(rows, { a: [[5]] })).toEqual([1]);
});
