import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { rejection, useMongoose } from './mongoose-connection.js';

const { Schema, Types } = mongoose;
const db = useMongoose();

describe('schema types', () => {
  test('come back as they were saved', async () => {
    const Everything = db.model('Everything', {
      string: String,
      number: Number,
      date: Date,
      buffer: Buffer,
      boolean: Boolean,
      mixed: Schema.Types.Mixed,
      id: Schema.Types.ObjectId,
      numbers: [Number],
      nested: { deep: { value: String } },
      docs: [new Schema({ name: String })],
      decimal: Schema.Types.Decimal128,
      map: { type: Map, of: Number },
      uuid: Schema.Types.UUID,
      big: BigInt,
      double: Schema.Types.Double,
      int: Schema.Types.Int32,
    });
    const id = new Types.ObjectId();
    await Everything.create({
      string: 'a',
      number: 1.5,
      date: new Date(1e12),
      buffer: Buffer.from('bytes'),
      boolean: true,
      mixed: { any: [1, { thing: null }] },
      id,
      numbers: [1, 2, 3],
      nested: { deep: { value: 'v' } },
      docs: [{ name: 'first' }],
      decimal: Types.Decimal128.fromString('10.50'),
      map: new Map([['one', 1]]),
      uuid: '00000000-0000-4000-8000-000000000001',
      big: 2n ** 62n,
      double: 2,
      int: 7,
    });
    const found = await Everything.findOne().orFail();
    expect(found.toObject({ flattenMaps: true })).toMatchObject({
      string: 'a',
      number: 1.5,
      date: new Date(1e12),
      boolean: true,
      mixed: { any: [1, { thing: null }] },
      id,
      numbers: [1, 2, 3],
      nested: { deep: { value: 'v' } },
      docs: [{ name: 'first' }],
      map: { one: 1 },
      big: 2n ** 62n,
      int: 7,
    });
    expect(found.buffer?.toString()).toBe('bytes');
    expect(String(found.decimal)).toBe('10.50');
    expect(String(found.uuid)).toBe('00000000-0000-4000-8000-000000000001');
    const [types] = await Everything.aggregate([
      {
        $project: {
          _id: 0,
          ...Object.fromEntries(
            Object.keys(Everything.schema.paths)
              .filter((path) => path !== '_id' && !path.includes('$*'))
              .map((path) => [path, { $type: `$${path}` }]),
          ),
        },
      },
    ]);
    expect(types).toMatchObject({
      string: 'string',
      number: 'double',
      date: 'date',
      buffer: 'binData',
      boolean: 'bool',
      mixed: 'object',
      id: 'objectId',
      numbers: 'array',
      docs: 'array',
      decimal: 'decimal',
      map: 'object',
      uuid: 'binData',
      big: 'long',
      double: 'double',
      int: 'int',
    });
  });

  test('are found by $type, by name and by code', async () => {
    const Loose = db.model('LooseType', { v: Schema.Types.Mixed });
    await Loose.create([
      { v: 1 },
      { v: 'one' },
      { v: null },
      { v: Types.Decimal128.fromString('1') },
      { v: Buffer.from('x') },
    ]);
    expect(await Loose.countDocuments({ v: { $type: 'string' } })).toBe(1);
    expect(await Loose.countDocuments({ v: { $type: 2 } })).toBe(1);
    expect(await Loose.countDocuments({ v: { $type: 'number' } })).toBe(2);
    expect(await Loose.countDocuments({ v: { $type: ['decimal', 'binData'] } })).toBe(2);
    expect(await Loose.countDocuments({ v: null })).toBe(1);
  });

  test('of bits are found by $bitsAllSet and its kin, with casting', async () => {
    const Flags = db.model('Flags', { mask: Number, bytes: Buffer });
    await Flags.create([{ mask: 5, bytes: Buffer.from([1]) }, { mask: 2 }, { mask: 7 }]);
    expect(await Flags.countDocuments({ mask: { $bitsAllSet: 5 } })).toBe(2);
    expect(await Flags.countDocuments({ mask: { $bitsAllSet: [0, 2] } })).toBe(2);
    expect(await Flags.countDocuments({ mask: { $bitsAllClear: [0] } })).toBe(1);
    expect(await Flags.countDocuments({ mask: { $bitsAnySet: 2 } })).toBe(2);
    expect(await Flags.countDocuments({ bytes: { $bitsAllSet: [0] } })).toBe(1);
  });

  test('Decimal128 compares with numbers and takes $inc', async () => {
    const Price = db.model('Price', { amount: Schema.Types.Decimal128 });
    await Price.create([{ amount: '0.1' }, { amount: '9.99' }, { amount: '100' }]);
    expect(await Price.countDocuments({ amount: { $gt: 1 } })).toBe(2);
    expect((await Price.find().sort({ amount: -1 })).map((price) => String(price.amount))).toEqual([
      '100',
      '9.99',
      '0.1',
    ]);
    await Price.updateOne({ amount: '0.1' }, { $inc: { amount: '0.2' } });
    expect(await Price.countDocuments({ amount: Types.Decimal128.fromString('0.3') })).toBe(1);
  });

  test('a map is queried and updated by its keys', async () => {
    const Social = db.model('Social', {
      handles: { type: Map, of: new Schema({ name: String, tags: [String] }, { _id: false }) },
    });
    const doc = await Social.create({ handles: { github: { name: 'a', tags: ['x'] } } });
    doc.handles?.set('web', { name: 'b', tags: [] });
    doc.handles?.get('github')?.tags.push('y');
    await doc.save();
    expect(await Social.findOne({ 'handles.web.name': 'b' }).lean()).toMatchObject({
      handles: { github: { name: 'a', tags: ['x', 'y'] }, web: { name: 'b', tags: [] } },
    });
    doc.handles?.delete('github');
    await doc.save();
    expect(Object.keys((await Social.findById(doc._id).lean())?.handles ?? {})).toEqual(['web']);
  });

  test('a buffer with a subtype keeps it', async () => {
    const Bin = db.model('Bin', { bytes: { type: Buffer, subtype: 128 } });
    const doc = await Bin.create({ bytes: Buffer.from('hello') });
    expect(await db.connection.collection('bins').findOne({ _id: doc._id })).toMatchObject({
      bytes: { sub_type: 128 },
    });
    expect(await Bin.countDocuments({ bytes: doc.bytes })).toBe(1);
  });

  test('a document of any _id type is found by it', async () => {
    for (const [i, [type, id]] of [
      [Number, 7],
      [String, 'key'],
      [Buffer, Buffer.from('id')],
      [Date, new Date(5)],
      [Schema.Types.UUID, new Types.UUID()],
      [new Schema({ a: Number, b: String }, { _id: false }), { a: 1, b: 'x' }],
    ].entries()) {
      const Keyed = db.model(`Keyed${i}`, { _id: type as never, v: Number });
      await Keyed.create({ _id: id, v: i });
      expect((await Keyed.findById(id))?.v).toBe(i);
      expect((await rejection(Keyed.create({ _id: id, v: 9 })))['code']).toBe(11000);
    }
  });

  test('cast in $expr compares as the schema says', async () => {
    const Budget = db.model('Budget', { spent: Number, budget: Number, on: Date });
    await Budget.create([
      { spent: 450, budget: 400, on: new Date(2020, 1, 1) },
      { spent: 100, budget: 150, on: new Date(2021, 1, 1) },
    ]);
    expect(await Budget.countDocuments({ $expr: { $gt: ['$spent', '$budget'] } })).toBe(1);
    expect(await Budget.countDocuments({ $expr: { $gt: ['$spent', '200'] } } as never)).toBe(1);
    expect(await Budget.countDocuments({ $expr: { $eq: [{ $year: '$on' }, 2021] } })).toBe(1);
    expect(
      await Budget.countDocuments({
        $expr: {
          $lt: [{ $cond: { if: { $gte: ['$spent', 100] }, then: { $multiply: ['$spent', 2] }, else: '$spent' } }, 300],
        },
      }),
    ).toBe(1);
  });
});
