import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../../dist/index.js';
import { failCommand, stopFailing } from '../fail-command.js';
import { failure } from '../failure.js';
import { useServer } from '../harness.js';

const server = useServer();
let items: Collection;

beforeEach(() => {
  items = server.db().collection('items');
});
afterEach(() => stopFailing(server));

/** For each of several counts in a row: was it answered? */
async function answered(attempts: number): Promise<boolean[]> {
  const seen: boolean[] = [];
  for (let i = 0; i < attempts; i++) seen.push(await succeeds(items.db.command({ count: 'items' })));
  return seen;
}

const succeeds = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );

describe('when it fails', () => {
  const data = { failCommands: ['count'], errorCode: 2 };
  test.each<[string, unknown, boolean[]]>([
    ['times', { times: 2 }, [false, false, true, true]],
    ['skip', { skip: 2 }, [true, true, false, false]],
    ['alwaysOn', 'alwaysOn', [false, false, false, false]],
    ['off', 'off', [true, true, true, true]],
    ['activationProbability 1', { activationProbability: 1 }, [false, false, false, false]],
    ['activationProbability 0', { activationProbability: 0 }, [true, true, true, true]],
  ])('%s', async (_name, mode, expected) => {
    await failCommand(server, data, mode);
    expect(await answered(4)).toEqual(expected);
  });

  test('a new configuration takes the place of the old one', async () => {
    await failCommand(server, data, 'alwaysOn');
    await failCommand(server, { ...data, failCommands: ['distinct'] }, 'alwaysOn');
    expect(await answered(1)).toEqual([true]);
  });

  test('only for the named commands', async () => {
    await failCommand(server, { failCommands: ['insert', 'update'], errorCode: 2 }, 'alwaysOn');
    expect(await succeeds(items.insertOne({}))).toBe(false);
    expect(await succeeds(items.updateOne({}, { $set: { a: 1 } }))).toBe(false);
    expect(await succeeds(items.deleteOne({}))).toBe(true);
  });

  test('only for clients of the named application', async () => {
    const client = await MongoClient.connect(server.uri, { appName: 'reports' });
    try {
      await failCommand(server, { ...data, appName: 'reports' }, 'alwaysOn');
      expect(await answered(1)).toEqual([true]);
      expect(await succeeds(client.db(items.dbName).command({ count: 'items' }))).toBe(false);
    } finally {
      await client.close();
    }
  });

  test('only for the named namespace', async () => {
    await failCommand(server, { ...data, namespace: items.namespace }, 'alwaysOn');
    expect(await answered(1)).toEqual([false]);
    expect(await succeeds(items.db.command({ count: 'others' }))).toBe(true);
  });
});

describe('how it fails', () => {
  test('with a code and its name', async () => {
    await failCommand(server, { failCommands: ['find'], errorCode: 50 });
    expect(await failure(items.findOne({}))).toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' });
  });

  test('with more fields of the error', async () => {
    await failCommand(server, { failCommands: ['find'], errorCode: 2, errorExtraInfo: { hint: 'none' } });
    const error = (await failure(items.findOne({}))) as unknown as { errorResponse: Document };
    expect(error.errorResponse).toMatchObject({ hint: 'none' });
  });

  test('by closing the connection, without doing anything', async () => {
    const client = await MongoClient.connect(server.uri, { retryWrites: false });
    try {
      await failCommand(server, { failCommands: ['insert'], closeConnection: true });
      const error = await failure(client.db(items.dbName).collection('items').insertOne({}));
      expect(error.name).toBe('MongoNetworkError');
      expect(await items.countDocuments()).toBe(0);
    } finally {
      await client.close();
    }
  });

  test('by waiting first, then going on', async () => {
    await items.insertOne({});
    await failCommand(server, { failCommands: ['find'], blockConnection: true, blockTimeMS: 60 });
    const began = performance.now();
    expect(await items.find().toArray()).toHaveLength(1);
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  });

  test('by waiting longer than the client does', async () => {
    const client = await MongoClient.connect(server.uri, { socketTimeoutMS: 50, retryReads: false });
    try {
      await failCommand(server, { failCommands: ['find'], blockConnection: true, blockTimeMS: 500 });
      const error = await failure(client.db(items.dbName).collection('items').findOne({}));
      expect(error.name).toBe('MongoNetworkTimeoutError');
    } finally {
      await client.close();
    }
  });

  test('in the write concern only: the write is done and the error reported', async () => {
    const concern = { code: 64, errmsg: 'waiting for replication timed out', errInfo: { wtimeout: true } };
    await failCommand(server, { failCommands: ['insert'], writeConcernError: concern });
    const answer = await items.db
      .command({ insert: 'items', documents: [{ _id: 1 }] })
      .catch((error: unknown) => error);
    const reply = (answer as { result?: Document }).result ?? (answer as Document);
    expect(reply['writeConcernError']).toMatchObject({ ...concern, codeName: 'WriteConcernFailed' });
    expect(await items.countDocuments()).toBe(1);
  });

  test('with a label that says the whole transaction may be run again', async () => {
    const data = { failCommands: ['find'], errorCode: 2, errorLabels: ['TransientTransactionError', 'ours'] };
    await failCommand(server, data);
    const error = await failure(items.findOne({}));
    expect([...error.errorLabels].sort()).toEqual(['TransientTransactionError', 'ours']);
  });
});

describe('what is refused', () => {
  const configure = (command: Document): Promise<unknown> => failure(server.client.db('admin').command(command));

  test('another failpoint or option', async () => {
    if (!server.isEmbedded) return;
    const failpoint = { configureFailPoint: 'hangBeforeCommit', mode: 'alwaysOn' };
    expect(await configure(failpoint)).toMatchObject({ code: 238 });
    const data = { failCommands: ['find'], threadName: 'conn1' };
    expect(await configure({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data })).toMatchObject({ code: 238 });
  });

  test('a mode that there is not, no commands, no time to block', async () => {
    const failCommands = ['find'];
    const wrong = [
      { mode: 'sometimes', data: { failCommands } },
      { mode: { often: 1 }, data: { failCommands } },
      { mode: 'alwaysOn', data: { failCommands: 'find' } },
      { mode: 'alwaysOn', data: { failCommands, blockConnection: true } },
    ];
    for (const command of wrong) {
      const error = await configure({ configureFailPoint: 'failCommand', ...command });
      expect([2, 9, 14]).toContain((error as { code: number }).code);
    }
  });

  test('every failpoint where they are not switched on', async () => {
    const embedded = await startEmbeddedMongo();
    const client = await MongoClient.connect(embedded.uri);
    try {
      const command = { configureFailPoint: 'failCommand', mode: 'off' };
      expect(await failure(client.db('admin').command(command))).toMatchObject({ code: 59 });
    } finally {
      await client.close();
      await embedded.stop();
    }
  });
});
