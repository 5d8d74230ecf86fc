import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ASSERTION_HEADER,
  assertionKeyOf,
  BATCH_PATH,
  BATCH_TYPE,
  fixedClock,
  inReadLimit,
  memberAnswer,
  newAssertionKey,
  readMembers,
  signAssertion,
  writeMember,
} from '../dist/index.js';
import { modelOf } from '../dist/store/model-of.js';
import { type ServedSubgraph, serveForTest } from '../dist/testing.js';
import mongoose from 'mongoose';
import { inRole, vault } from './access/vault-subgraph.js';

const now = new Date('2026-11-01T04:00:00Z');
const key = assertionKeyOf(undefined, { production: false });
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(vault, fixedClock(now), inRole('KEEPER'));
});
afterAll(async () => served.stop());

interface Sent {
  readonly query: string;
  readonly role?: string;
  readonly key?: string;
  /** What is signed, where it is not what is sent. */
  readonly signed?: string;
}

function assertionFor(body: string, role: string, by = key, at = now): string {
  const message = { method: 'POST', path: '/graphql', body, issuedAt: at };
  return signAssertion(by, { requestId: randomUUID(), now, caller: inRole(role) }, message);
}

async function answers(...members: readonly Sent[]) {
  const lines = members.map(({ query, role = 'KEEPER', key: by, signed }) => {
    const body = JSON.stringify({ query });
    return writeMember(
      { id: randomUUID(), assertion: assertionFor(signed ?? body, role, by), timeoutMs: 60_000 },
      body,
    );
  });
  const response = await fetch(`${served.url}/graphql${BATCH_PATH}`, {
    method: 'POST',
    headers: { 'content-type': BATCH_TYPE, [ASSERTION_HEADER]: assertionFor('any', 'PUBLIC') },
    body: lines.join(''),
  });
  const text = await response.text();
  const read = text
    .split('\n')
    .filter(Boolean)
    .map((line) => memberAnswer.parse(JSON.parse(line)));
  return read.sort((one, other) => one.at - other.at).map(({ status, answer }) => ({ status, answer }));
}

describe('a batch', () => {
  test('answers each member in its own role', async () => {
    const refused = { errors: [expect.objectContaining({ extensions: { code: 'FORBIDDEN', field: 'Query.closed' } })] };
    expect(
      await answers(
        { query: '{ closed }' },
        { query: '{ closed }', role: 'GUARD' },
        { query: '{ open }', role: 'PUBLIC' },
      ),
    ).toEqual([
      { status: 200, answer: { data: { closed: expect.anything() } } },
      { status: 200, answer: expect.objectContaining(refused) },
      { status: 200, answer: { data: { open: expect.anything() } } },
    ]);
  });

  test.each([
    ['signed by a stranger', { query: '{ open }', key: newAssertionKey() }],
    ['that is not what was signed', { query: '{ closed }', signed: '{"query":"{ open }"}' }],
  ])('refuses a member %s, and no other', async (_, bad) => {
    const [first, second, third] = await answers({ query: '{ open }' }, bad, { query: '{ open }' });
    expect([first?.status, second?.status, third?.status]).toEqual([200, 401, 200]);
    expect(second?.answer).toEqual({
      errors: [{ message: 'not authenticated', extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test.each([
    ['without an assertion', {}, 401],
    ['signed by a stranger', { [ASSERTION_HEADER]: assertionFor('any', 'PUBLIC', newAssertionKey()) }, 401],
    [
      'signed too long ago',
      { [ASSERTION_HEADER]: assertionFor('any', 'PUBLIC', key, new Date(now.getTime() - 60_000)) },
      401,
    ],
    ['that is none', { [ASSERTION_HEADER]: assertionFor('any', 'PUBLIC') }, 400],
  ])('%s is refused', async (_, headers, status) => {
    const response = await fetch(`${served.url}/graphql${BATCH_PATH}`, {
      method: 'POST',
      headers: { 'content-type': BATCH_TYPE, ...headers },
      body: 'x\n',
    });
    expect(response.status).toBe(status);
  });

  test('of another type is no batch, and must be signed as it is', async () => {
    const response = await fetch(`${served.url}/graphql${BATCH_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [ASSERTION_HEADER]: assertionFor('any', 'PUBLIC') },
      body: '{}',
    });
    expect(response.status).toBe(401);
  });
});

describe('the lines of a batch', () => {
  const head = { id: 'a', assertion: 'b', timeoutMs: 5 };

  test('are read as they were written', () => {
    const text = writeMember(head, '{"query":"{ a }"}') + writeMember({ ...head, traceparent: 't' }, '{}');
    expect(readMembers(text)).toEqual([
      [head, '{"query":"{ a }"}'],
      [{ ...head, traceparent: 't' }, '{}'],
    ]);
  });

  test.each([
    ['one too few', `${JSON.stringify(head)}\n`],
    ['without a last line break', `${JSON.stringify(head)}\n{}`],
    ['a head that is none', '{}\n{}\n'],
    ['no JSON', '{\n{}\n'],
    ['too many', writeMember(head, '{}').repeat(33)],
  ])('%s are refused', (_, text) => {
    expect(readMembers(text)).toBeUndefined();
  });
});

describe('FAULTS 21: what reads for a request', () => {
  const schema = new mongoose.Schema<{ _id: string }>({ _id: String });
  const rows = () => modelOf(served.connection, 'rows', schema);

  test('gives up with its time, and reads nothing more for one who has gone', async () => {
    await rows().insertMany([{ _id: '1' }]);
    const waiting = new AbortController();
    const limit = { signal: waiting.signal, until: performance.now() + 60_000 };
    const reads = async () => ({
      found: await rows().find({}).lean().exec(),
      one: await rows().findOne({ _id: '1' }).lean().exec(),
      count: await rows().countDocuments({}).exec(),
      sum: await rows()
        .aggregate([{ $match: { _id: '1' } }])
        .exec(),
    });
    const all = { found: [{ _id: '1' }], one: { _id: '1' }, count: 1, sum: [{ _id: '1' }] };
    expect(await inReadLimit(limit, reads)).toMatchObject(all);
    waiting.abort();
    await expect(inReadLimit(limit, reads)).rejects.toThrow();
    const late = { signal: new AbortController().signal, until: performance.now() - 1 };
    await expect(inReadLimit(late, reads)).rejects.toThrow();
    expect(await reads()).toMatchObject(all);
  });

  test('is broken off in the store when its caller goes meanwhile', async () => {
    const waiting = new AbortController();
    const limit = { signal: waiting.signal, until: performance.now() + 60_000 };
    const read = inReadLimit(limit, async () => rows().find({}).lean().exec());
    waiting.abort();
    await expect(read).rejects.toThrow();
    expect(await rows().countDocuments({}).exec()).toBe(1);
  });
});
