import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assertionKeyOf, newAssertionKey } from '../dist/access/assertion-key.js';
import { ASSERTION_HEADER, signAssertion } from '../dist/access/assertion.js';
import { fixedClock } from '../dist/clock.js';
import { inReadLimit } from '../dist/store/read-limit.js';
import { BATCH_PATH, BATCH_TYPE, memberAnswer, readMembers, writeMember } from '../dist/subgraph/batch-format.js';
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
}

function assertionFor(body: string, by = key, at = now): string {
  const message = { method: 'POST', path: `/graphql${BATCH_PATH}`, body, issuedAt: at };
  return signAssertion(by, { requestId: randomUUID(), now, caller: inRole('PUBLIC') }, message);
}

function batchOf(members: readonly Sent[]): string {
  return members
    .map(({ query, role = 'KEEPER' }) => {
      const asserted = { requestId: randomUUID(), now, caller: inRole(role) };
      return writeMember({ id: randomUUID(), asserted, timeoutMs: 60_000 }, JSON.stringify({ query }));
    })
    .join('');
}

async function sent(body: string, assertion = assertionFor(body), type: string = BATCH_TYPE) {
  return fetch(`${served.url}/graphql${BATCH_PATH}`, {
    method: 'POST',
    headers: { 'content-type': type, [ASSERTION_HEADER]: assertion },
    body,
  });
}

async function answers(...members: readonly Sent[]) {
  const response = await sent(batchOf(members));
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

  const text = batchOf([{ query: '{ open }' }, { query: '{ closed }' }]);

  test.each([
    ['signed by a stranger', text, assertionFor(text, newAssertionKey())],
    ['signed too long ago', text, assertionFor(text, key, new Date(now.getTime() - 60_000))],
    ['in which somebody has become another', text.replace('KEEPER', 'GUARDS'), assertionFor(text)],
    ['that has lost a member', batchOf([{ query: '{ open }' }]), assertionFor(text)],
    ['with the word for another', text, assertionFor(batchOf([{ query: '{ open }' }]))],
  ])('%s is refused whole', async (_, body, assertion) => {
    const response = await sent(body, assertion);
    expect([response.status, await response.json()]).toEqual([
      401,
      { errors: [{ message: 'not authenticated', extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
  });

  test('without an assertion is refused before it is read', async () => {
    const response = await fetch(`${served.url}/graphql${BATCH_PATH}`, {
      method: 'POST',
      headers: { 'content-type': BATCH_TYPE },
      body: text,
    });
    expect(response.status).toBe(401);
  });

  test.each([
    ['that is none', 'x\n', BATCH_TYPE],
    ['of another type', '{}', 'application/json'],
  ])('%s is refused as what it is', async (_, body, type) => {
    expect((await sent(body, undefined, type)).status).toBe(400);
  });
});

describe('the lines of a batch', () => {
  const head = { id: 'a', asserted: { requestId: 'r', now, caller: inRole('GUARD') }, timeoutMs: 5 };

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
    const bounds: unknown[] = [];
    const note = ({ command }: { readonly command: Readonly<Record<string, unknown>> }) =>
      bounds.push(command['maxTimeMS']);
    served.connection.getClient().on('commandStarted', note);
    const all = { found: [{ _id: '1' }], one: { _id: '1' }, count: 1, sum: [{ _id: '1' }] };
    expect(await inReadLimit(limit, reads)).toMatchObject(all);
    expect(bounds).toHaveLength(4);
    for (const bound of bounds) expect(bound).toBeLessThanOrEqual(60_000);
    waiting.abort();
    await expect(inReadLimit(limit, reads)).rejects.toThrow();
    const late = { signal: new AbortController().signal, until: performance.now() - 1 };
    await expect(inReadLimit(late, reads)).rejects.toThrow();
    expect(bounds).toHaveLength(4);
    served.connection.getClient().off('commandStarted', note);
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
