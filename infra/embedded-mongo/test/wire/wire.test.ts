import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BSON, MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../../dist/index.js';
import { crc32c } from '../../dist/wire/crc32c.js';
import { useServer } from '../harness.js';
import { connectRaw, frame, int32, OP_MSG, opMsg, type RawClient } from '../raw.js';

const server = useServer();
let raw: RawClient;

beforeEach(async () => {
  raw = await connectRaw(server.uri);
});

/** Whatever a client sends, the server goes on and serves the others. */
afterEach(async () => {
  raw.close();
  expect(await server.client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
});

const ping = { ping: 1, $db: 'admin' };
const bson = (doc: object): Buffer => Buffer.from(BSON.serialize(doc));

function sequence(name: string, docs: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(`${name}\0`), ...docs]);
  return Buffer.concat([Buffer.from([1]), int32(body.length + 4), body]);
}

describe('OP_MSG', () => {
  test('is answered to the id of the request', async () => {
    raw.send(opMsg(ping, { requestId: 4711 }));
    expect(await raw.receive()).toMatchObject({ responseTo: 4711, opcode: OP_MSG, flags: 0, body: { ok: 1 } });
  });

  test('takes documents in a sequence before and after the body', async () => {
    const collection = server.db().collection('items');
    const command = bson({ insert: 'items', $db: collection.dbName });
    const body = Buffer.concat([Buffer.from([0]), command]);
    const docs = sequence('documents', [bson({ a: 1 }), bson({ a: 2 })]);
    raw.send(frame(OP_MSG, Buffer.concat([int32(0), body, docs])));
    expect((await raw.receive()).body).toMatchObject({ ok: 1, n: 2 });
    raw.send(frame(OP_MSG, Buffer.concat([int32(0), docs, body])));
    expect((await raw.receive()).body).toMatchObject({ ok: 1, n: 2 });
    expect(await collection.countDocuments({ _id: { $type: 'objectId' } })).toBe(4);
  });

  test('with a right checksum is answered', async () => {
    const message = Buffer.concat([opMsg(ping, { flags: 1 }), int32(0)]);
    message.writeInt32LE(message.length, 0);
    message.writeUInt32LE(crc32c(message.subarray(0, -4)), message.length - 4);
    raw.send(message);
    expect((await raw.receive()).body).toMatchObject({ ok: 1 });
  });

  test('with a wrong checksum closes the connection', async () => {
    const message = Buffer.concat([opMsg(ping, { flags: 1 }), int32(0)]);
    message.writeInt32LE(message.length, 0);
    raw.send(message);
    await raw.closed;
  });

  test('with moreToCome is done and not answered, not even when it is wrong', async () => {
    const collection = server.db().collection<{ _id: number }>('items');
    raw.send(opMsg({ insert: 'items', documents: [{ _id: 1 }], $db: collection.dbName }, { flags: 2, requestId: 1 }));
    const bad = opMsg({ insert: 'items', documents: [{ _id: 1 }], $db: collection.dbName }, { flags: 2 });
    bad[bad.length - 1] = 7;
    raw.send(bad);
    raw.send(opMsg(ping, { requestId: 2 }));
    expect((await raw.receive()).responseTo).toBe(2);
    expect(await collection.countDocuments()).toBe(1);
  });

  test('several in one packet are answered in their order', async () => {
    raw.send(Buffer.concat([1, 2, 3].map((requestId) => opMsg(ping, { requestId }))));
    const answers = [await raw.receive(), await raw.receive(), await raw.receive()];
    expect(answers.map(({ responseTo }) => responseTo)).toEqual([1, 2, 3]);
  });

  test('one in many packets is answered once it is whole', async () => {
    for (const byte of opMsg(ping)) {
      raw.send(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    expect((await raw.receive()).body).toMatchObject({ ok: 1 });
  });

  test('optional flags that nobody knows are passed over, required ones close the connection', async () => {
    raw.send(opMsg(ping, { flags: 1 << 20 }));
    expect((await raw.receive()).body).toMatchObject({ ok: 1 });
    raw.send(opMsg(ping, { flags: 1 << 5 }));
    await raw.closed;
  });
});

describe('OP_QUERY', () => {
  const query = (command: object, ns = 'admin.$cmd'): Buffer =>
    frame(2004, Buffer.concat([int32(0), Buffer.from(`${ns}\0`), int32(0), int32(-1), bson(command)]), 9);

  test.each(['hello', 'isMaster', 'ismaster'])('%s is answered by OP_REPLY', async (name) => {
    raw.send(query({ [name]: 1, helloOk: true }));
    const answer = await raw.receive();
    expect(answer).toMatchObject({ responseTo: 9, opcode: 1 });
    expect(answer.body).toMatchObject({ ok: 1, helloOk: true, ismaster: true });
  });

  test('that asks for documents closes the connection', async () => {
    raw.send(query({ a: 1 }, 'test.items'));
    await raw.closed;
  });
});

describe('what makes no sense closes the connection', () => {
  const broken: Record<string, Buffer> = {
    'a length of zero': Buffer.concat([int32(0), Buffer.alloc(12)]),
    'a negative length': Buffer.concat([int32(-5), Buffer.alloc(12)]),
    'a length above the largest message': Buffer.concat([int32(2 ** 30), Buffer.alloc(12)]),
    'an HTTP request': Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    'an unknown opcode': frame(4242, Buffer.alloc(20)),
    OP_COMPRESSED: frame(2012, Buffer.concat([int32(OP_MSG), int32(5), Buffer.from([0]), Buffer.alloc(5)])),
    'no section at all': frame(OP_MSG, Buffer.concat([int32(0), Buffer.from([0])])),
    'a section of an unknown kind': frame(OP_MSG, Buffer.concat([int32(0), Buffer.from([9]), bson(ping)])),
    'a section that runs past the end': frame(
      OP_MSG,
      Buffer.concat([int32(0), Buffer.from([0]), int32(999), int32(0)]),
    ),
    'two bodies': frame(OP_MSG, Buffer.concat([int32(0), Buffer.from([0]), bson(ping), Buffer.from([0]), bson(ping)])),
  };
  test.each(Object.keys(broken))('%s', async (name) => {
    raw.send(broken[name] as Buffer);
    await raw.closed;
  });

  test('half a message, then nothing more', async () => {
    raw.send(opMsg(ping).subarray(0, 20));
    raw.close();
    await raw.closed;
  });
});

describe('bad documents are refused and the connection goes on', () => {
  test('bad BSON is error 22', async () => {
    const message = opMsg({ ping: 1, text: 'abc', $db: 'admin' });
    const at = message.indexOf('abc');
    message.writeInt32LE(500, at - 4);
    raw.send(message);
    expect((await raw.receive()).body).toMatchObject({ ok: 0, code: 22, codeName: 'InvalidBSON' });
    expect(await raw.run({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  test('a document above 16 MiB is too large', async () => {
    const db = server.db();
    const doc = bson({ _id: 1, text: 'x'.repeat(16 * 1024 * 1024) });
    const body = Buffer.concat([Buffer.from([0]), bson({ insert: 'items', $db: db.databaseName })]);
    raw.send(frame(OP_MSG, Buffer.concat([int32(0), body, sequence('documents', [doc])])));
    const { body: answer } = await raw.receive();
    expect([2, 10334]).toContain(answer['code'] ?? answer['writeErrors'][0].code);
    expect(await db.collection('items').countDocuments()).toBe(0);
  });

  test('a document that an update makes too large is refused as well', async () => {
    const items = server.db().collection<{ _id: number; a: string; b?: string }>('items');
    await items.insertOne({ _id: 1, a: 'x'.repeat(9_000_000) });
    const grow = items.updateOne({ _id: 1 }, [{ $set: { b: '$a' } }]);
    await expect(grow).rejects.toMatchObject({ code: 10334 });
    expect(await items.findOne({ _id: 1 }, { projection: { a: 0 } })).toEqual({ _id: 1 });
  });

  test('a command that there is not is error 59, a field that there is not 40415', async () => {
    expect(await raw.run({ makeCoffee: 1 })).toMatchObject({ ok: 0, code: 59, codeName: 'CommandNotFound' });
    expect(await raw.run({ constructor: 1 })).toMatchObject({ ok: 0, code: 59 });
    expect(await raw.run({ find: 'items', sugar: true }, 'test')).toMatchObject({ ok: 0, code: 40415 });
    expect(await raw.run({ find: 'items' }, 'bad name')).toMatchObject({ ok: 0, code: 73 });
  });
});

describe('hello', () => {
  test('says all that a driver chooses by', async () => {
    const answer = await raw.run({ hello: 1 });
    expect(answer).toMatchObject({
      ok: 1,
      isWritablePrimary: true,
      secondary: false,
      maxBsonObjectSize: 16_777_216,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      logicalSessionTimeoutMinutes: 30,
      minWireVersion: 0,
    });
    expect(answer['maxWireVersion']).toBeGreaterThanOrEqual(25);
    expect(answer['hosts']).toContain(answer['me']);
    expect(answer['primary']).toBe(answer['me']);
    expect(typeof answer['setName']).toBe('string');
  });

  test('waits when the client knows the topology, and answers again without being asked', async () => {
    const { topologyVersion } = await raw.run({ hello: 1 });
    const awaited = { hello: 1, topologyVersion, maxAwaitTimeMS: 40, $db: 'admin' };
    const began = performance.now();
    raw.send(opMsg(awaited, { requestId: 5 }));
    expect(await raw.receive()).toMatchObject({ flags: 0, responseTo: 5 });
    expect(performance.now() - began).toBeGreaterThanOrEqual(35);
    raw.send(opMsg(awaited, { requestId: 6, flags: 1 << 16 }));
    const first = await raw.receive();
    expect(first).toMatchObject({ flags: 2, responseTo: 6, body: { ok: 1 } });
    const second = await raw.receive();
    expect(second).toMatchObject({ flags: 2, responseTo: first.requestId, body: { ok: 1 } });
  });

  test('answers at once when the client knows another topology', async () => {
    const { topologyVersion } = await raw.run({ hello: 1 });
    const other = { ...topologyVersion, processId: new BSON.ObjectId() };
    const began = performance.now();
    expect(await raw.run({ hello: 1, topologyVersion: other, maxAwaitTimeMS: 5_000 })).toMatchObject({ ok: 1 });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('an embedded server', () => {
  test('closes connections beyond its cap, and serves those it has', async () => {
    const small = await startEmbeddedMongo({ limits: { connections: 2 } });
    const [first, second] = [await connectRaw(small.uri), await connectRaw(small.uri)];
    await first.run({ ping: 1 });
    await second.run({ ping: 1 });
    const third = await connectRaw(small.uri);
    await third.closed;
    expect(await first.run({ ping: 1 })).toMatchObject({ ok: 1 });
    second.close();
    await second.closed;
    await first.run({ ping: 1 });
    const fourth = await connectRaw(small.uri);
    expect(await fourth.run({ ping: 1 })).toMatchObject({ ok: 1 });
    await small.stop();
  });

  test('is noticed by a driver at once when it stops', async () => {
    const stopped = await startEmbeddedMongo();
    const client = await MongoClient.connect(stopped.uri);
    const unknown = new Promise<void>((resolve) => {
      client.on('serverDescriptionChanged', ({ newDescription }) => {
        if (newDescription.type === 'Unknown') resolve();
      });
    });
    await new Promise<void>((resolve) => client.once('serverHeartbeatStarted', () => resolve()));
    await stopped.stop();
    await unknown;
    await client.close();
  });

  test('listens on loopback only', async () => {
    await expect(startEmbeddedMongo({ host: '0.0.0.0' })).rejects.toThrow('loopback');
  });
});
