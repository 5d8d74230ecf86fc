import { describe, expect, test } from '@jest/globals';
import { type Loose, useMongoose } from './mongoose-connection.js';

const db = useMongoose();

/** The first `count` events of a stream. */
async function take(stream: { next(): Promise<unknown> }, count: number): Promise<Loose[]> {
  const events: Loose[] = [];
  while (events.length < count) events.push((await stream.next()) as Loose);
  return events;
}

describe('change streams', () => {
  test('tell of inserts, updates, replacements and deletes of a model', async () => {
    const Watched = db.model('Watched', { name: String, tags: [String] });
    await Watched.createCollection();
    const stream = Watched.collection.watch();
    await stream.tryNext();
    const events = take(stream, 4);
    const doc = await Watched.create({ name: 'Ned', tags: ['a', 'b', 'c'] });
    await Watched.updateOne({ _id: doc._id }, { $set: { name: 'Arya' }, $unset: { __v: 1 }, $pop: { tags: 1 } });
    await Watched.replaceOne({ _id: doc._id }, { name: 'Sansa' });
    await Watched.deleteOne({ _id: doc._id });
    const ns = { db: db.connection.name, coll: 'watcheds' };
    expect(await events).toMatchObject([
      {
        operationType: 'insert',
        ns,
        documentKey: { _id: doc._id },
        fullDocument: { name: 'Ned' },
        wallTime: expect.any(Date),
      },
      {
        operationType: 'update',
        documentKey: { _id: doc._id },
        updateDescription: {
          updatedFields: { name: 'Arya' },
          removedFields: ['__v'],
          truncatedArrays: [{ field: 'tags', newSize: 2 }],
        },
      },
      { operationType: 'replace', fullDocument: { name: 'Sansa' } },
      { operationType: 'delete', ns, documentKey: { _id: doc._id } },
    ]);
    await stream.close();
  });

  test('filter by a pipeline, look documents up, and make them models', async () => {
    const Hydrated = db.model('Hydrated', { n: Number });
    await Hydrated.createCollection();
    const doc = await Hydrated.create({ n: 0 });
    const stream = Hydrated.watch([{ $match: { operationType: 'update' } }], {
      fullDocument: 'updateLookup',
      hydrate: true,
    });
    const first = new Promise<Loose>((resolve) => stream.once('change', resolve));
    // The stream opens some time after watch() has returned; it sees the first update that comes later.
    let seen: Loose | undefined;
    void first.then((event) => (seen = event));
    for (let n = 1; !seen; n++) {
      doc['n'] = n;
      await doc.save();
    }
    expect(seen['fullDocument']).toBeInstanceOf(Hydrated);
    expect(seen['fullDocument'].n).toBeGreaterThan(0);
    await stream.close();
  });

  test('resume after a token, from a time, and over a closed stream', async () => {
    const Resumed = db.model('Resumed', { n: Number });
    await Resumed.createCollection();
    const stream = Resumed.collection.watch();
    await stream.tryNext();
    const events = take(stream, 1);
    await Resumed.create({ n: 1 });
    const [first] = await events;
    await stream.close();
    await Resumed.create([{ n: 2 }, { n: 3 }], { ordered: true } as never);
    for (const option of [{ resumeAfter: first?._id }, { startAfter: first?._id }]) {
      const resumed = Resumed.collection.watch([], option);
      expect((await take(resumed as never, 2)).map(({ fullDocument }) => fullDocument.n as number)).toEqual([2, 3]);
      await resumed.close();
    }
    const since = Resumed.collection.watch([], { startAtOperationTime: first?.['clusterTime'] });
    expect((await take(since as never, 1))[0]?.['fullDocument'].n).toBe(1);
    await since.close();
  });

  test('of a connection see every collection, and a drop invalidates that of a collection', async () => {
    const dbStream = db.server.client.db(db.connection.name).watch();
    await dbStream.tryNext();
    const dbEvents = take(dbStream, 1);
    const Dropped = db.model('Dropped', { n: Number });
    await Dropped.createCollection();
    const stream = Dropped.collection.watch();
    await stream.tryNext();
    const events = take(stream, 2);
    await db.connection.dropCollection('droppeds');
    expect((await events).map(({ operationType }) => operationType as string)).toEqual(['drop', 'invalidate']);
    expect((await dbEvents)[0]).toMatchObject({ ns: { db: db.connection.name } });
    await dbStream.close();
    await stream.close();
  });
});
