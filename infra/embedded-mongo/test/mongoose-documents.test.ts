import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { type Loose, rejection, useMongoose } from './mongoose-connection.js';

const { Schema } = mongoose;
const db = useMongoose();

describe('save()', () => {
  test('sends only what changed: $set, $unset, $inc, $push, $addToSet, $pull, $pop, one after the other', async () => {
    const Mixed = db.model('Delta', {
      name: String,
      gone: String,
      n: Number,
      tags: [String],
      unique: [Number],
      pulled: [Number],
      items: [{ sku: String, qty: Number, sub: [{ v: Number }] }],
    });
    const doc = await Mixed.create({
      name: 'a',
      gone: 'x',
      n: 1,
      tags: ['a'],
      unique: [1, 2],
      pulled: [1, 2, 3, 4],
      items: [
        { sku: 'one', qty: 1, sub: [{ v: 1 }] },
        { sku: 'two', qty: 2 },
      ],
    });
    doc.set('name', 'b');
    doc.set('gone', undefined);
    doc.$inc('n', 4);
    doc['tags'].push('b', 'c');
    doc['unique'].addToSet(2, 3);
    doc['pulled'].pull(2, 3);
    doc['items'][0].qty = 10;
    doc['items'][0].sub.push({ v: 2 });
    await doc.save();
    expect(await Mixed.findById(doc._id).lean()).toMatchObject({
      name: 'b',
      n: 5,
      tags: ['a', 'b', 'c'],
      unique: [1, 2, 3],
      pulled: [1, 4],
      items: [
        { sku: 'one', qty: 10, sub: [{ v: 1 }, { v: 2 }] },
        { sku: 'two', qty: 2 },
      ],
      __v: 1,
    });
    expect(await Mixed.findById(doc._id).lean()).not.toHaveProperty('gone');
    doc['tags'].$pop();
    await doc.save();
    doc['tags'].$shift();
    await doc.save();
    expect((await Mixed.findById(doc._id))?.get('tags')).toEqual(['b']);
    doc['tags'].unshift('z');
    doc['tags'].set(1, 'y');
    await doc.save();
    expect((await Mixed.findById(doc._id))?.get('tags')).toEqual(['z', 'y']);
    doc['tags'].splice(0, 1);
    doc['items'].id(doc['items'][1]._id).deleteOne();
    await doc.save();
    expect(await Mixed.findById(doc._id).lean()).toMatchObject({ tags: ['y'], items: [{ sku: 'one' }] });
    doc['tags'].sort();
    doc['tags'].push({ $each: ['first'], $position: 0 });
    await doc.save();
    expect((await Mixed.findById(doc._id))?.get('tags')).toEqual(['first', 'y']);
  });

  test('of a positional change is refused with VersionError when the array was changed meanwhile', async () => {
    const Versioned = db.model('Versioned', { comments: [{ body: String }] });
    const doc = await Versioned.create({ comments: [{ body: 'a' }, { body: 'b' }] });
    const other = await Versioned.findById(doc._id).orFail();
    doc['comments'].splice(0, 1);
    await doc.save();
    other['comments'][1].body = 'changed';
    expect(await rejection(other.save())).toMatchObject({ name: 'VersionError', version: 0 });
  });

  test('with optimisticConcurrency refuses any stale write', async () => {
    const House = db.model('House', { status: String, photos: [String] }, { optimisticConcurrency: true });
    const house = await House.create({ status: 'PENDING' });
    const stale = await House.findById(house._id).orFail();
    house['status'] = 'A';
    await house.save();
    expect(house.__v).toBe(1);
    stale['status'] = 'B';
    expect((await rejection(stale.save())).name).toBe('VersionError');
    stale.increment();
    expect((await rejection(stale.save())).name).toBe('VersionError');
  });

  test('increment() raises __v, and a versionKey has the name the schema gives it', async () => {
    const Named = db.model('NamedVersion', { a: Number }, { versionKey: '_v' });
    const doc = await Named.create({ a: 1 });
    doc.increment();
    await doc.save();
    expect(await Named.findById(doc._id).lean()).toMatchObject({ _v: 1 });
  });

  test('of a document that is gone is DocumentNotFoundError, and deleteOne() counts', async () => {
    const Gone = db.model('Gone', { a: Number });
    const doc = await Gone.create({ a: 1 });
    expect(await Gone.deleteOne({ _id: doc._id })).toMatchObject({ acknowledged: true, deletedCount: 1 });
    doc['a'] = 2;
    expect((await rejection(doc.save())).name).toBe('DocumentNotFoundError');
    expect(await doc.deleteOne()).toMatchObject({ deletedCount: 0 });
  });

  test('twice of a new document with one _id is E11000 and leaves it new', async () => {
    const Twice = db.model('Twice', { a: Number });
    const doc = await Twice.create({ a: 1 });
    const copy = new Twice({ _id: doc._id, a: 2 });
    const error = await rejection(copy.save());
    expect(error).toMatchObject({
      name: 'MongoServerError',
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: doc._id },
    });
    expect(copy.isNew).toBe(true);
  });

  test('sets timestamps, and leaves createdAt alone', async () => {
    const Stamped = db.model(
      'Stamped',
      { n: Number, sub: new Schema({ x: Number }, { timestamps: true }) },
      { timestamps: true },
    );
    const doc = await Stamped.create({ n: 1, sub: { x: 1 } });
    const { createdAt, updatedAt } = doc.toObject();
    expect(createdAt).toBeInstanceOf(Date);
    await Stamped.updateOne({ _id: doc._id }, { $inc: { n: 1 } });
    const after = await Stamped.findById(doc._id).orFail();
    expect(after['createdAt']).toEqual(createdAt);
    expect(after['updatedAt'].getTime()).toBeGreaterThanOrEqual(updatedAt.getTime());
    const upserted = await Stamped.findOneAndUpdate(
      { n: 50 },
      { $set: { 'sub.x': 3 } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(upserted.toObject()).toMatchObject({
      n: 50,
      createdAt: expect.any(Date),
      sub: { x: 3, updatedAt: expect.any(Date) },
    });
  });

  test('runs middleware around it, and a unique index reports its key to post hooks', async () => {
    const schema = new Schema({ email: { type: String, unique: true } });
    const seen: unknown[] = [];
    schema.pre('save', function () {
      seen.push('pre');
    });
    const report = (error: Loose, _doc: unknown, next: (error: Error) => void): void => {
      seen.push(error['keyValue']);
      next(new Error(error['code'] === 11000 ? 'email taken' : 'other'));
    };
    schema.post('save', report as never);
    const User = db.model('Hooked', schema);
    await User.init();
    await User.create({ email: 'a@b' });
    expect((await rejection(User.create({ email: 'a@b' }))).message).toBe('email taken');
    expect(seen).toEqual(['pre', 'pre', { email: 'a@b' }]);
  });

  test('a write concern that the schema asks for is obeyed', async () => {
    const Safe = db.model('Safe', { a: Number }, { writeConcern: { w: 'majority', j: true, wtimeout: 1000 } });
    await Safe.create({ a: 1 });
    const unacknowledged = db.model('Unacknowledged', { a: Number }, { writeConcern: { w: 0 } });
    const doc = await unacknowledged.create({ a: 1 });
    for (let tries = 0; tries < 100 && !(await unacknowledged.exists({ _id: doc._id })); tries++);
    expect(await unacknowledged.exists({ _id: doc._id })).toEqual({ _id: doc._id });
  });
});

describe('discriminators', () => {
  test('share a collection, are told apart by their key, and take updates of their own fields', async () => {
    const schema = new Schema(
      { time: Date, tracked: [new Schema({ n: Number }, { discriminatorKey: 'kind' })] },
      { discriminatorKey: 'kind' },
    );
    const Event = db.model('Event', schema);
    const Click = Event.discriminator('Click', new Schema({ url: String }));
    const Signup = Event.discriminator('Signup', new Schema({ user: String }), 'signed-up');
    await Event.create({ time: new Date() });
    await Click.create({ url: '/a' });
    await Signup.create({ user: 'u' });
    expect(await Click.countDocuments()).toBe(1);
    expect(await Event.countDocuments()).toBe(3);
    expect((await Event.find().sort('_id')).map((doc) => doc.constructor)).toEqual([Event, Click, Signup]);
    expect(await Event.distinct('kind')).toEqual(['Click', 'signed-up']);
    await Click.updateOne({}, { $set: { url: '/b' } });
    expect(await Click.findOne().lean()).toMatchObject({ kind: 'Click', url: '/b' });
    await Event.findOneAndUpdate({ kind: 'Click' }, { url: '/c' });
    expect((await Click.findOne())?.url).toBe('/c');
    expect(await Click.aggregate([{ $group: { _id: '$kind', n: { $sum: 1 } } }])).toEqual([{ _id: 'Click', n: 1 }]);
    await Event.findByIdAndUpdate(
      (await Click.findOne())?._id,
      { kind: 'signed-up' },
      { overwriteDiscriminatorKey: true },
    );
    expect(await Signup.countDocuments()).toBe(2);
  });

  test('of embedded documents are pushed and saved as their kind', async () => {
    const shape = new Schema({ name: String }, { discriminatorKey: 'kind', _id: false });
    const schema = new Schema({ shapes: [shape], one: shape });
    discriminate(schema, 'shapes', 'Circle', new Schema({ radius: Number }, { _id: false }));
    discriminate(schema, 'shapes', 'Square', new Schema({ side: Number }, { _id: false }));
    discriminate(schema, 'one', 'Circle1', new Schema({ radius: Number }, { _id: false }));
    const Drawing = db.model('Drawing', schema);
    const doc = await Drawing.create({ shapes: [{ kind: 'Circle', radius: 5 }], one: { kind: 'Circle1', radius: 1 } });
    doc['shapes'].push({ kind: 'Square', side: 2 });
    await doc.save();
    await Drawing.updateOne(
      { 'shapes.kind': 'Square' },
      { $set: { 'shapes.$[s].side': '10' } },
      { arrayFilters: [{ 's.kind': 'Square' }] },
    );
    expect(await Drawing.findById(doc._id).lean()).toMatchObject({
      shapes: [
        { kind: 'Circle', radius: 5 },
        { kind: 'Square', side: 10 },
      ],
      one: { kind: 'Circle1', radius: 1 },
    });
  });
});

function discriminate(schema: mongoose.Schema, path: string, name: string, kind: mongoose.Schema): void {
  const type: unknown = schema.path(path);
  (type as mongoose.Schema.Types.Subdocument).discriminator(name, kind);
}
