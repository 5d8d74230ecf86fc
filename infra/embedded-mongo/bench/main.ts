import { createConnection, type Connection, type Model, Schema } from 'mongoose';
import { MongoClient } from 'mongodb';
import { benchDocument, benchDocuments, type BenchDocument, INDEXES } from './documents.js';
import { type ServerProcess, startServer, withDirectory } from './server-process.js';

/**
 * Prints the figures of the README: `npm run bench:store` (100,000 documents) and, with `-- --large`,
 * those for 1,000,000. With MONGODB_URI the first part runs against that server instead.
 */

const ROUNDS = 5;
const DOCUMENTS = 100_000;
const LARGE = 1_000_000;

const log = (name: string, value: string): void => console.log(`${name.padEnd(62)} ${value}`);
const rate = (count: number, started: number): number => Math.round((count / (performance.now() - started)) * 1000);

async function parallel(width: number, count: number, act: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** The best of several rounds, and all of them. */
async function best(name: string, unit: string, round: () => Promise<number>): Promise<void> {
  const rates: number[] = [];
  for (let i = 0; i < ROUNDS; i++) rates.push(await round());
  log(name, `${Math.max(...rates)} ${unit} (rounds: ${rates.join(', ')})`);
}

function modelOf(connection: Connection): Model<BenchDocument> {
  const schema = new Schema<BenchDocument>(
    {
      number: String,
      agency: String,
      district: String,
      level: Number,
      issuedAt: Date,
      holder: { name: String, mask: String },
      scores: [Number],
      note: String,
    },
    { autoIndex: false },
  );
  for (const index of INDEXES) schema.index(index);
  return connection.model<BenchDocument>('Certificate', schema);
}

async function small(uri: string): Promise<void> {
  const connection = await createConnection(uri, { dbName: 'bench', maxPoolSize: 32 }).asPromise();
  const model = modelOf(connection);
  const fill = async (): Promise<number> => {
    await model.collection.drop().catch(() => undefined);
    await model.createIndexes();
    const started = performance.now();
    for (let at = 0; at < DOCUMENTS; at += 1_000)
      await model.insertMany([...benchDocuments(at, 1_000)], { lean: true });
    return rate(DOCUMENTS, started);
  };
  await best('insertMany, 1,000 at once, three secondary indexes', 'documents/s', fill);
  await best('point reads by index, mongoose lean, 32 in parallel', 'reads/s', async () => {
    const started = performance.now();
    await parallel(32, 10_000, async (i) => {
      const found = await model.findOne({ number: benchDocument((i * 7919) % DOCUMENTS).number }).lean();
      if (!found) throw new Error('a document is missing');
    });
    return rate(10_000, started);
  });
  let next = DOCUMENTS;
  const insertOne = (options: object) => async (): Promise<number> => {
    const started = performance.now();
    await parallel(16, 4_000, () => model.collection.insertOne({ ...benchDocument(next++) }, options));
    return rate(4_000, started);
  };
  await best('insertOne, w: 1, 16 in parallel', 'documents/s', insertOne({}));
  await best('insertOne, j: true, 16 in parallel', 'documents/s', insertOne({ writeConcern: { w: 1, j: true } }));
  await connection.dropDatabase();
  await connection.close();
}

async function large(): Promise<void> {
  await withDirectory(async (dir) => {
    let server = await startServer(dir);
    let client = await MongoClient.connect(server.uri);
    const started = performance.now();
    await client.db('bench').createCollection('certificates');
    await client
      .db('bench')
      .collection('certificates')
      .createIndexes(INDEXES.map((key) => ({ key })));
    for (let at = 0; at < LARGE; at += 5_000) {
      await client
        .db('bench')
        .collection('certificates')
        .insertMany([...benchDocuments(at, 5_000)]);
    }
    log('filling with 1,000,000 documents', `${rate(LARGE, started)} documents/s`);
    log('RssAnon after filling', `${server.anonymousMemory().toFixed(0)} MB`);
    await client.close();
    await server.stop();

    const restarts: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const restarted = performance.now();
      server = await startServer(dir);
      client = await MongoClient.connect(server.uri);
      const found = await client
        .db('bench')
        .collection('certificates')
        .findOne({ number: benchDocument(i * 1000).number });
      if (!found) throw new Error('a document is missing after the restart');
      restarts.push(Math.round(performance.now() - restarted));
      if (i < ROUNDS - 1) {
        await client.close();
        await server.stop();
      }
    }
    log(
      'restart to first answer with 1,000,000 documents',
      `${Math.min(...restarts)} ms (rounds: ${restarts.join(', ')})`,
    );
    await bystander(client, server);
    await client.close();
    await server.stop();
  });
}

/** How long point reads take while another client scans, sorts and groups everything. */
async function bystander(client: MongoClient, server: ServerProcess): Promise<void> {
  const certificates = client.db('bench').collection<BenchDocument>('certificates');
  const reads: Record<string, () => Promise<unknown>> = {
    'a full scan': () => certificates.find({ note: 'absent' }).toArray(),
    'a sort without index': () => certificates.find({}).sort({ note: 1, level: -1 }).limit(10).toArray(),
    'a group of everything': () =>
      certificates.aggregate([{ $group: { _id: '$level', n: { $sum: 1 }, last: { $max: '$issuedAt' } } }]).toArray(),
  };
  for (const [name, read] of Object.entries(reads)) {
    const slowest: number[] = [];
    let memory = 0;
    let took = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      const state = { running: true };
      const began = performance.now();
      const scan = read().finally(() => (state.running = false));
      let worst = 0;
      for (let i = 0; state.running; i++) {
        const started = performance.now();
        await certificates.findOne({ number: benchDocument((i * 7919) % LARGE).number });
        worst = Math.max(worst, performance.now() - started);
        memory = Math.max(memory, server.anonymousMemory());
      }
      await scan;
      took = Math.min(took, performance.now() - began);
      slowest.push(worst);
    }
    log(
      `slowest point read during ${name} (${(took / 1000).toFixed(1)} s)`,
      `${Math.min(...slowest).toFixed(0)} ms (rounds: ${slowest.map((worst) => worst.toFixed(0)).join(', ')})`,
    );
    log(`RssAnon during ${name}`, `${memory.toFixed(0)} MB`);
  }
}

if (process.argv.includes('--large')) await large();
else if (process.env['MONGODB_URI']) await small(process.env['MONGODB_URI']);
else {
  await withDirectory(async (dir) => {
    const server = await startServer(dir);
    await small(server.uri);
    log('RssAnon', `${server.anonymousMemory().toFixed(0)} MB`);
    await server.stop();
  });
}
