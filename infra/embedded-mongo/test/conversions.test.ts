import { expect, test } from '@jest/globals';
import { ObjectId, Timestamp } from 'mongodb';
import { useServer } from './harness.js';

const server = useServer();

test('values are converted to texts and object ids, measured and searched', async () => {
  const id = new ObjectId('65f000000000000000000001');
  const rows = server.db().collection('rows');
  await rows.insertOne({ _id: id, text: 'añb', at: new Timestamp({ t: 7, i: 3 }), n: 1.5, doc: { a: 1 } });
  const convert = (input: unknown, to: string): unknown => ({
    $convert: { input, to, onError: 'failed', onNull: 'null' },
  });
  const [row] = await rows
    .aggregate([
      {
        $project: {
          _id: 0,
          hex: { $toString: '$_id' },
          number: { $toString: '$n' },
          id: { $toObjectId: '65f000000000000000000001' },
          none: { $toObjectId: '$missing' },
          ok: convert({ $toString: '$_id' }, 'objectId'),
          bad: convert('zz', 'objectId'),
          empty: convert('$missing', 'string'),
          int: convert('12', 'int'),
          bytes: { $binarySize: '$text' },
          size: { $bsonSize: '$doc' },
          seconds: { $tsSecond: '$at' },
          increment: { $tsIncrement: '$at' },
          at: { $indexOfCP: ['$text', 'b'] },
          absent: { $indexOfCP: ['$text', 'x'] },
        },
      },
    ])
    .toArray();
  expect(row).toEqual({
    hex: id.toHexString(),
    number: '1.5',
    id,
    none: null,
    ok: id,
    bad: 'failed',
    empty: 'null',
    int: 12,
    bytes: 4,
    size: 12,
    seconds: 7,
    increment: 3,
    at: 2,
    absent: -1,
  });
});

test('a timestamp is no number', async () => {
  const rows = server.db().collection('rows');
  await rows.insertMany([{ at: new Timestamp({ t: 0, i: 6 }) }, { at: 6 }]);
  expect(await rows.countDocuments({ at: { $type: 'number' } })).toBe(1);
  expect(await rows.countDocuments({ at: { $mod: [3, 0] } })).toBe(1);
  expect(await rows.aggregate([{ $match: { $expr: { $isNumber: '$at' } } }]).toArray()).toHaveLength(1);
});

test('$redact keeps, prunes and enters documents', async () => {
  const rows = server.db().collection('rows');
  await rows.insertMany([
    {
      _id: 1 as never,
      level: 1,
      inner: [
        { level: 5, x: 1 },
        { level: 1, y: 1 },
      ],
      sub: { level: 9 },
    },
    { _id: 2 as never, level: 9 },
  ]);
  const expression = { $cond: [{ $lte: ['$level', 3] }, '$$DESCEND', '$$PRUNE'] };
  expect(await rows.aggregate([{ $redact: expression }]).toArray()).toEqual([
    { _id: 1, level: 1, inner: [{ level: 1, y: 1 }] },
  ]);
  expect(await rows.aggregate([{ $redact: '$$KEEP' }]).toArray()).toHaveLength(2);
});
