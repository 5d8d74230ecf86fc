import { describe, expect, test } from '@jest/globals';
import { type Document, MongoClient, ServerApiVersion } from 'mongodb';
import { failure } from '../failure.js';
import { useServer } from '../harness.js';

const server = useServer();
const run = (command: Document): Promise<Document> => server.client.db('admin').command(command);

describe('what a server says of itself', () => {
  test('buildInfo names version 8.0', async () => {
    const info = await run({ buildInfo: 1 });
    expect(info['version']).toMatch(/^8\./);
    expect(info['versionArray'][0]).toBe(8);
  });

  test('getParameter gives those that are asked for', async () => {
    const { ok: _, ...version } = await run({ getParameter: 1, featureCompatibilityVersion: 1 });
    expect(version['featureCompatibilityVersion']).toMatchObject({ version: '8.0' });
    expect(version).not.toHaveProperty('enableTestCommands');
    expect(await run({ getParameter: '*' })).toHaveProperty('transactionLifetimeLimitSeconds');
    expect(await failure(run({ getParameter: 1, nonsense: 1 }))).toHaveProperty('code');
  });

  test.each([
    'ping',
    'connectionStatus',
    'serverStatus',
    'replSetGetStatus',
    'hostInfo',
    'getCmdLineOpts',
    'getDefaultRWConcern',
  ])('%s is answered', async (name) => {
    expect(await run({ [name]: 1 })).toMatchObject({ ok: 1 });
  });

  test.each(['listDatabases', 'getParameter', 'replSetGetStatus'])('%s is a command of admin alone', async (name) => {
    expect(await failure(server.client.db('test').command({ [name]: 1 }))).toMatchObject({ code: 13 });
  });
});

describe('the Stable API', () => {
  test('version 1 is spoken, another is refused', async () => {
    const client = await MongoClient.connect(server.uri, { serverApi: ServerApiVersion.v1 });
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
    expect(await failure(run({ ping: 1, apiVersion: '2' }))).toMatchObject({ code: 322 });
  });

  test('strictly taken it has only the commands that stay', async () => {
    const serverApi = { version: ServerApiVersion.v1, strict: true };
    const client = await MongoClient.connect(server.uri, { serverApi });
    const db = client.db('test');
    expect(await db.collection('items').countDocuments()).toBe(0);
    expect(await failure(db.command({ distinct: 'items', key: 'a' }))).toMatchObject({ code: 323 });
    await client.close();
  });
});

describe('an embedded server refuses by name, and names the way out', () => {
  const cases: [string, string, Document][] = [
    ['time series', 'test', { create: 'a', timeseries: { timeField: 't' } }],
    ['clustered', 'test', { create: 'a', clusteredIndex: { key: { _id: 1 }, unique: true } }],
    ['encrypted', 'test', { create: 'a', encryptedFields: { fields: [] } }],
    ['views', 'test', { create: 'a', viewOn: 'b', pipeline: [] }],
    ['collation', 'test', { create: 'a', collation: { locale: 'de' } }],
    ['collation', 'test', { find: 'a', collation: { locale: 'de' } }],
    ['collation', 'test', { createIndexes: 'a', indexes: [{ key: { a: 1 }, name: 'a', collation: { locale: 'de' } }] }],
    ['pre- and post-images', 'test', { create: 'a', changeStreamPreAndPostImages: { enabled: true } }],
    ['text', 'test', { createIndexes: 'a', indexes: [{ key: { a: 'text' }, name: 'a' }] }],
    ['geo', 'test', { createIndexes: 'a', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] }],
    ['hashed', 'test', { createIndexes: 'a', indexes: [{ key: { a: 'hashed' }, name: 'a' }] }],
    ['wildcard', 'test', { createIndexes: 'a', indexes: [{ key: { '$**': 1 }, name: 'a' }] }],
    ['$text', 'test', { find: 'a', filter: { $text: { $search: 'x' } } }],
    ['$where', 'test', { find: 'a', filter: { $where: 'true' } }],
    ['geo', 'test', { find: 'a', filter: { a: { $near: [0, 0] } } }],
    ['JavaScript', 'test', { mapReduce: 'a', map: 'x', reduce: 'y', out: 'z' }],
    ['sharding', 'admin', { shardCollection: 'test.a', key: { _id: 1 } }],
    ['users', 'test', { createUser: 'a', pwd: 'b', roles: [] }],
    ['search', 'test', { createSearchIndexes: 'a', indexes: [] }],
    [
      'showExpandedEvents',
      'test',
      { aggregate: 'a', pipeline: [{ $changeStream: { showExpandedEvents: true } }], cursor: {} },
    ],
  ];
  test.each(cases)('%s, in %s: %j', async (feature, db, command) => {
    if (!server.isEmbedded) return;
    const error = await failure(server.client.db(db).command(command));
    expect(error).toMatchObject({ code: 238 });
    expect(error.message.toLowerCase()).toContain(feature.toLowerCase());
    expect(error.message).toContain('MONGODB_URI');
  });
});
