import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { rejection, useMongoose } from './mongoose-connection.js';

const { Schema } = mongoose;
const db = useMongoose();

describe('connections', () => {
  test('open, switch database, close and open again', async () => {
    const first = mongoose.createConnection(db.server.uri, { dbName: db.connection.name });
    expect(first.readyState).toBe(2);
    await first.asPromise();
    expect(first.readyState).toBe(1);
    const other = first.useDb(`${db.connection.name}_other`, { useCache: true });
    const Here = first.model('Here', new Schema({ a: Number }));
    const There = other.model('Here', new Schema({ a: Number }));
    await There.create({ a: 1 });
    expect([await Here.countDocuments(), await There.countDocuments()]).toEqual([0, 1]);
    expect((await other.listCollections()).map(({ name }) => name)).toEqual(['heres']);
    await other.dropDatabase();
    expect(await There.countDocuments()).toBe(0);
    await first.close();
    expect(first.readyState).toBe(0);
    await first.openUri(db.server.uri, { dbName: db.connection.name });
    expect(await Here.countDocuments()).toBe(0);
    await first.close();
  });

  test('buffer operations until they are open, and say so when they are not', async () => {
    const late = mongoose.createConnection();
    const Late = late.model('Late', new Schema({ a: Number }, { bufferTimeoutMS: 20, autoCreate: false }));
    expect((await rejection(Late.findOne())).message).toContain('buffering timed out');
    const waiting = late
      .model('Waiting', new Schema({ a: Number }, { autoCreate: false }))
      .findOne()
      .exec();
    await late.openUri(db.server.uri, { dbName: db.connection.name });
    expect(await waiting).toBeNull();
    await late.close();
    const refusing = mongoose.createConnection('mongodb://127.0.0.1:1/x', { serverSelectionTimeoutMS: 50 });
    expect((await rejection(refusing.asPromise())).name).toBe('MongooseServerSelectionError');
  });

  test('list databases, and run commands', async () => {
    await db.connection.collection('any').insertOne({});
    const { databases } = await db.connection.listDatabases();
    expect(databases.map(({ name }) => name)).toContain(db.connection.name);
    expect(await db.connection.db?.command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect(await db.connection.db?.admin().serverStatus()).toMatchObject({
      ok: 1,
      version: expect.any(String),
      process: expect.any(String),
      connections: expect.anything(),
    });
    expect(await db.connection.db?.admin().buildInfo()).toMatchObject({
      ok: 1,
      version: expect.any(String),
      versionArray: expect.any(Array),
      maxBsonObjectSize: 16777216,
    });
    expect(await db.connection.db?.stats()).toMatchObject({
      db: db.connection.name,
      collections: expect.any(Number),
      indexes: expect.any(Number),
      ok: 1,
    });
  });

  test('close inside of use leaves no open cursor behind', async () => {
    const own = await mongoose
      .createConnection(db.server.uri, { dbName: db.connection.name, maxPoolSize: 2 })
      .asPromise();
    const Row = own.model('CloseRow', new Schema({ n: Number }));
    await Row.insertMany(Array.from({ length: 30 }, (_, n) => ({ n })));
    await Row.find().cursor({ batchSize: 2 }).next();
    await own.close(true);
    expect(own.readyState).toBe(0);
    expect((await rejection(Row.findOne().exec())).name).toMatch(/MongoNotConnectedError|MongooseError/);
  });
});

describe('createCollection()', () => {
  test('is capped as the schema says', async () => {
    const Capped = db.model(
      'Capped',
      { n: Number },
      { capped: { size: 4096, max: 3, autoIndexId: undefined as never }, autoCreate: false },
    );
    await Capped.createCollection();
    for (let n = 0; n < 5; n++) await Capped.create({ n });
    expect((await Capped.find().sort({ $natural: 1 } as never)).map((doc) => doc['n'] as number)).toEqual([2, 3, 4]);
    expect(await Capped.collection.isCapped()).toBe(true);
    expect(await Capped.collection.options()).toMatchObject({ capped: true, size: 4096, max: 3 });
  });

  test('validates by the JSON schema that toJSONSchema() gives', async () => {
    const schema = new Schema(
      {
        name: { type: String, required: true },
        age: Number,
        tags: [String],
        level: { type: String, enum: ['a', 'b'] },
      },
      { autoCreate: false, autoIndex: false },
    );
    const Validated = db.model('Validated', schema);
    await Validated.createCollection({
      validator: { $jsonSchema: schema.toJSONSchema({ useBsonType: true }) },
    } as never);
    await Validated.create({ name: 'x', age: 5, tags: ['t'], level: 'a' });
    const raw = Validated.collection;
    const error = await rejection(raw.insertOne({ name: 7 }));
    expect(error).toMatchObject({
      name: 'MongoServerError',
      code: 121,
      errInfo: { failingDocumentId: expect.anything(), details: expect.anything() },
    });
    expect(error.message).toBe('Document failed validation');
    expect(await rejection(raw.updateOne({ name: 'x' }, { $set: { level: 'z' } }))).toMatchObject({ code: 121 });
    expect(await raw.insertOne({ name: 7 }, { bypassDocumentValidation: true })).toMatchObject({
      acknowledged: true,
    });
    const [{ options }] = (await db.connection.db?.listCollections({ name: 'validateds' }).toArray()) as unknown as [
      { options: unknown },
    ];
    expect(options).toMatchObject({ validator: { $jsonSchema: { required: ['name', '_id'] } } });
  });

  test('twice is no error, with other options it is 48', async () => {
    const Twice = db.model('TwiceMade', { a: Number }, { autoCreate: false });
    await Twice.createCollection();
    await Twice.createCollection();
    expect(
      await rejection(
        db.connection.db?.createCollection('twicemades', { capped: true, size: 100 }) as Promise<unknown>,
      ),
    ).toMatchObject({ code: 48, codeName: 'NamespaceExists' });
    expect(await db.connection.createCollections()).toHaveProperty('TwiceMade');
  });

  test('of what is left out is refused by name', async () => {
    if (!db.server.isEmbedded) return;
    for (const options of [
      { timeseries: { timeField: 'at' } },
      { clusteredIndex: { key: { _id: 1 }, unique: true } },
      { collation: { locale: 'en' } },
    ])
      expect(
        await rejection(db.connection.db?.createCollection('left_out', options as never) as Promise<unknown>),
      ).toMatchObject({ code: 238 });
  });
});

describe('GridFSBucket of mongoose.mongo', () => {
  test('stores a file in chunks, reads it whole and in part, renames and deletes it', async () => {
    const bucket = new mongoose.mongo.GridFSBucket(db.connection.db as never, {
      chunkSizeBytes: 1000,
      bucketName: 'photos',
    });
    const bytes = Buffer.from(Array.from({ length: 4500 }, (_, i) => i % 251));
    const upload = bucket.openUploadStream('a.bin', { metadata: { kind: 'test' } });
    await new Promise((resolve, reject) => upload.on('finish', resolve).on('error', reject).end(bytes));
    expect(await db.connection.collection('photos.chunks').countDocuments({ files_id: upload.id })).toBe(5);
    expect(await read(bucket.openDownloadStream(upload.id))).toEqual(bytes);
    expect(await read(bucket.openDownloadStreamByName('a.bin', { start: 990, end: 2010 }))).toEqual(
      bytes.subarray(990, 2010),
    );
    await bucket.rename(upload.id, 'b.bin');
    expect(await bucket.find({ filename: 'b.bin' }).toArray()).toMatchObject([
      { length: 4500, chunkSize: 1000, metadata: { kind: 'test' } },
    ]);
    await bucket.delete(upload.id);
    expect(await db.connection.collection('photos.chunks').countDocuments()).toBe(0);
    expect((await rejection(read(bucket.openDownloadStreamByName('b.bin')))).name).toBe('MongoRuntimeError');
    await bucket.drop();
  });
});

async function read(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
