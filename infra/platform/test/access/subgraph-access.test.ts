import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { assertionKeyOf, newAssertionKey } from '../../dist/access/assertion-key.js';
import { signAssertion } from '../../dist/access/assertion.js';
import { publicCaller } from '../../dist/access/caller.js';
import { fixedClock } from '../../dist/clock.js';
import { listRefusedActs } from '../../dist/journal/refused-act-store.js';
import { createLog } from '../../dist/log.js';
import { StartupError } from '../../dist/startup.js';
import { startSubgraph } from '../../dist/subgraph/start-subgraph.js';
import { askSubgraph, callerWhoReadsMost, type ServedSubgraph, serveForTest } from '../../dist/testing.js';
import { inRole, vault } from './vault-subgraph.js';

const now = new Date('2026-11-01T04:00:00Z');
const clock = fixedClock(now);
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(vault, clock, inRole('KEEPER'));
});
afterAll(async () => served.stop());

const references =
  'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Shelf { size } ... on Box { secret } } }';

describe('SECURITY 3: a field', () => {
  test.each([
    ['PUBLIC', '{ open }', undefined],
    ['PUBLIC', '{ closed }', 'Query.closed'],
    ['GUARD', '{ closed }', 'Query.closed'],
    ['KEEPER', '{ closed }', undefined],
    ['PUBLIC', '{ box { __typename } }', 'Query.box'],
    ['GUARD', '{ box { id } }', undefined],
    ['GUARD', '{ box { secret } }', 'Box.secret'],
    ['KEEPER', '{ box { secret } }', undefined],
    ['PUBLIC', '{ shelf { size } }', undefined],
    ['PUBLIC', '{ shelf { boxes { __typename } } }', 'Shelf.boxes'],
  ])('is for %s, as %s: refused is %s', async (role, query, field) => {
    const { errors } = await served.ask(query, {}, inRole(role));
    expect(errors.map(({ extensions }) => extensions)).toEqual(
      field === undefined ? [] : [{ code: 'FORBIDDEN', field }],
    );
  });

  test('that is an act is refused and recorded, with who asked for what', async () => {
    const guard = { ...inRole('GUARD'), scopes: { district: '310101' } };
    expect((await served.ask('mutation { lock }', {}, inRole('KEEPER'))).data).toEqual({ lock: 4 });
    const { data, errors } = await served.ask('mutation { lock }', {}, guard);
    expect(data).toEqual({ lock: null });
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'FORBIDDEN', field: 'Mutation.lock' }]);
    expect(await listRefusedActs(served.connection, 10)).toEqual([
      {
        at: now,
        recordedAt: expect.any(Date),
        role: 'GUARD',
        subject: 'somebody',
        scopes: { district: '310101' },
        act: 'lock',
        aggregate: null,
        codes: ['FORBIDDEN'],
        requestId: expect.any(String),
      },
    ]);
  });

  test('is refused by reference too', async () => {
    const of = (type: string) => ({ of: [{ __typename: type, id: '1' }] });
    expect((await served.ask(references, of('Shelf'), publicCaller)).data._entities).toEqual([
      { __typename: 'Shelf', size: 3 },
    ]);
    const refused = await served.ask(references, of('Box'), publicCaller);
    expect(refused.data).toBeNull();
    expect(refused.errors[0]?.extensions).toEqual({ code: 'FORBIDDEN', field: 'Box' });
    expect((await served.ask(references, of('Box'), inRole('GUARD'))).data._entities[0].secret).toBeNull();
  });

  test('without a rule stops the start', async () => {
    const ruleless = print(vault.typeDefs).replace('open: Int @access(roles: "PUBLIC")', 'open: Int');
    const start = startSubgraph(
      { ...vault, typeDefs: parse(ruleless) },
      { mongoUri: 'mongodb://127.0.0.1:1/', port: 0 },
    );
    await expect(start).rejects.toThrow(new StartupError('the schema has fields without @access: Query.open'));
  });

  test('is read by the caller of a test unless another is named', () => {
    expect(callerWhoReadsMost(vault.typeDefs).role).toBe('KEEPER');
  });
});

describe('BAD-INPUTS 23: representations', () => {
  test.each([
    ['of an unknown type', { __typename: 'Query' }],
    ['of a type that is not there', { __typename: 'constructor', id: '1' }],
    ['without a type', { id: '1' }],
    ['that are no object', 7],
  ])('%s are refused', async (_, representation) => {
    const { errors } = await served.ask(references, { of: [representation] });
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'BAD_USER_INPUT', argument: 'representations' },
    ]);
  });

  test('with fields that are no key tell nothing more', async () => {
    const { data } = await served.ask(references, { of: [{ __typename: 'Shelf', id: '1', size: 99 }] });
    expect(data._entities).toEqual([{ __typename: 'Shelf', size: 3 }]);
  });

  test('without end are refused by their bytes', async () => {
    const of = Array.from({ length: 100_000 }, (_, id) => ({ __typename: 'Shelf', id }));
    const response = await askSubgraph(served.url, { query: references, variables: { of } }, { clock });
    expect(response.status).toBe(413);
  });
});

describe('SECURITY 19: a direct call', () => {
  const body = JSON.stringify({ query: '{ open }' });
  const refusal = { errors: [{ message: 'not authenticated', extensions: { code: 'UNAUTHENTICATED' } }] };

  async function post(headers: Record<string, string>, sent: string | undefined = body) {
    const response = await fetch(`${served.url}/graphql`, { method: 'POST', headers, body: sent });
    return { status: response.status, body: await response.json() };
  }

  const json = { 'content-type': 'application/json' };
  test.each([
    ['unsigned', json, body],
    ['unsigned text', { 'content-type': 'text/plain' }, body],
    ['unsigned and broken', json, '{'],
    ['unsigned by reference', json, JSON.stringify({ query: references, variables: { of: [] } })],
    ['with a role of its own', { ...json, 'x-role': 'KEEPER', authorization: 'Bearer x' }, body],
    ['with a signature of nothing', { ...json, 'x-gateway-assertion': 'e30.AAAA' }, body],
  ])('is 401 and nothing else, %s', async (_, headers: Record<string, string>, sent) => {
    expect(await post(headers, sent)).toEqual({ status: 401, body: refusal });
  });

  const asked = { query: '{ open }' };
  const fixed = (ms: number) => fixedClock(new Date(now.getTime() + ms));
  test.each([
    ['of another key', { key: newAssertionKey() }, 401],
    ['31 seconds old', { clock: fixed(-31_000) }, 401],
    ['31 seconds early', { clock: fixed(31_000) }, 401],
    ['29 seconds old', { clock: fixed(-29_000) }, 200],
  ])('with an assertion %s is %s', async (_, options, status) => {
    expect((await askSubgraph(served.url, asked, { clock, ...options })).status).toBe(status);
  });

  test('with the assertion of another body is 401', async () => {
    const assertion = signAssertion(
      assertionKeyOf(undefined, { production: false }),
      { requestId: 'a', now, caller: inRole('KEEPER') },
      { method: 'POST', path: '/graphql', body, issuedAt: now },
    );
    const headers = { ...json, 'x-gateway-assertion': assertion };
    expect((await post(headers)).status).toBe(200);
    expect(await post(headers, JSON.stringify({ query: '{ closed }' }))).toEqual({ status: 401, body: refusal });
    expect((await post(headers, '')).status).toBe(401);
  });

  test('leaves health open', async () => {
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
  });

  test('in production needs a key', async () => {
    const log = createLog('vault', 'silent');
    const start = startSubgraph(vault, { mongoUri: 'mongodb://127.0.0.1:1/', port: 0, production: true, log });
    await expect(start).rejects.toThrow(/ASSERTION_KEY/);
  });
});
