import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { developmentToken, developmentTokens } from '@shanghai/gateway';
import { districts, roles } from '@shanghai/kernel';
import { inFiveProcesses, inOneProcess, launch, type LaunchEnv, type PartsRunner } from '@shanghai/launch';
import { fixedClock, newAssertionKey, publicCaller, type Running, systemClock } from '@shanghai/platform';
import { askSubgraph } from '@shanghai/platform/testing';
import { importJWK, type JWK, SignJWT } from 'jose';
import { launchEnv } from '../graph/launch-env.js';
import { documentOf, exampleOf } from '../graph/graph.js';
import { budgets } from '../graph/operations.js';

/** Those that everyone may ask. */
const openOperations = Object.keys(budgets).filter((operation) => budgets[operation]!.as === undefined);
/** Four districts by default, which differ from operation to operation; all of them when DEEP is set. */
const districtsFor = (operation: string) =>
  process.env['DEEP'] ? districts : districts.filter((_, no) => no % 4 === openOperations.indexOf(operation) % 4);
const IMPORTS = '{ catalogueImports { id } }';
const forged = (claims: object) =>
  [{ alg: 'none', kid: 'development' }, claims]
    .map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'))
    .join('.');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callers-'));
});
afterAll(async () => rm(folder, { recursive: true }));

/** A token of the development key in the data directory of the graph. */
async function tokenOf(role: string, scopes: object = {}, clock = systemClock): Promise<string> {
  const needed = {
    AGENCY: { agency: 'a1' },
    INDUSTRY_AUTHORITY: { industry: 'i1' },
    SUPERIOR_AUTHORITY: { superior: 's1' },
    DISTRICT_BUREAU: { district: '310115' },
  };
  return developmentToken(folder, { sub: 'test', role, ...needed[role as 'AGENCY'], ...scopes }, clock);
}

const ways = [
  ['one process', async (env: LaunchEnv) => inOneProcess(env)],
  ['five processes', inFiveProcesses],
] as const;

// That five processes answer as one does, `graph/processes` sees by default.
describe.each(process.env['DEEP'] ? ways : ways.slice(0, 1))('in %s', (_mode, runnerOf) => {
  let running: Running;
  let url = '';
  let subgraphs: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    const env = launchEnv(folder, { RATE_LIMITS: 'off', ANSWER_CACHE: 'off' });
    const parts = await runnerOf(env);
    const runner: PartsRunner = {
      ...parts,
      async startSubgraphs(mongoUri) {
        const started = await parts.startSubgraphs(mongoUri);
        subgraphs = started.urls;
        return started;
      },
    };
    const printed: string[] = [];
    running = await launch({ env, runner, population: 'S', print: (line) => printed.push(line) });
    url = printed.find((line) => line.startsWith('ready '))!.replace('ready ', '');
  });
  afterAll(async () => running.stop());

  async function ask(body: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as {
      readonly data?: Readonly<Record<string, unknown>> | null;
      readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
    };
    return { status: response.status, ...answer };
  }

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  test.each(roles)('SECURITY 5: %s reads the import records if the matrix says so', async (role) => {
    const answer = await ask({ query: IMPORTS }, bearer(await tokenOf(role)));
    if (['CENTRE', 'BUREAU', 'ANALYST', 'AUDITOR'].includes(role)) {
      expect(answer.status).toBe(200);
      expect(answer.data).toHaveProperty('catalogueImports.0.id');
    } else {
      expect(answer.status).toBe(403);
      expect(answer.data).toBeUndefined();
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', field: 'Query.catalogueImports' });
    }
  });

  test.each([
    ['by a fragment', `query { ...F } fragment F on Query { x: catalogueImports { id } }`],
    ['by type alone', '{ catalogueImports { __typename } }'],
    ['beside what is open', '{ districts { name } catalogueImports { id } }'],
    ['skipped', '{ catalogueImports @skip(if: true) { id } districts { name } }'],
  ])('SECURITY 3: what is closed is closed %s', async (_, query) => {
    expect((await ask({ query })).status).toBe(403);
  });

  test('SECURITY 3: an operation is not closed by another in its document', async () => {
    const query = `query Open { districts { code } } query Closed ${IMPORTS}`;
    expect((await ask({ query, operationName: 'Open' })).status).toBe(200);
    expect((await ask({ query, operationName: 'Closed' })).status).toBe(403);
  });

  const past = fixedClock(new Date('2026-01-01T00:00:00Z'));
  test.each([
    ['alg none', async () => bearer(`${forged({ sub: 'x', role: 'BUREAU' })}.`), 'TOKEN_ALGORITHM'],
    ['a changed role', async () => bearer(withRole(await tokenOf('AGENCY'), 'BUREAU')), 'TOKEN_SIGNATURE'],
    ['an expired token', async () => bearer(await tokenOf('BUREAU', {}, past)), 'TOKEN_EXPIRED'],
    ['a token for another audience', async () => bearer(await signed({ aud: 'another' })), 'TOKEN_AUDIENCE'],
    ['a token of another issuer', async () => bearer(await signed({ iss: 'another' })), 'TOKEN_ISSUER'],
    ['another scheme', async () => ({ authorization: 'Basic YTpi' }), 'TOKEN_MALFORMED'],
  ])('SECURITY 2: a stranger with %s is told 401 and nothing else', async (_, headers, reason) => {
    const answer = await ask({ query: '{ districts { code } }' }, await headers());
    expect(answer).toEqual({ status: 401, errors: [expect.anything()] });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
  });

  test.each([
    ['x-role', { 'x-role': 'BUREAU', 'x-district': '310115', 'x-caller': '{"role":"BUREAU"}' }],
    ['an assertion', { 'x-gateway-assertion': 'e30.AAAA', 'x-request-now': '2020-01-01T00:00:00Z' }],
  ])('BAD-INPUTS 26: a role forged by %s is not read', async (_, headers: Record<string, string>) => {
    expect((await ask({ query: IMPORTS }, headers)).status).toBe(403);
    expect((await ask({ query: '{ districts { code } }' }, headers)).status).toBe(200);
  });

  test('BAD-INPUTS 23: entities are no field of the graph', async () => {
    const query = '{ _entities(representations: []) { __typename } }';
    expect(await ask({ query })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  test('SECURITY 19: a direct call to any subgraph is told 401 and nothing else', async () => {
    const refusal = { errors: [{ message: 'not authenticated', extensions: { code: 'UNAUTHENTICATED' } }] };
    const body = { query: '{ __typename }' };
    expect(Object.keys(subgraphs)).toHaveLength(4);
    for (const address of Object.values(subgraphs)) {
      const direct = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const base = address.replace('/graphql', '');
      const caller = { ...publicCaller, role: 'BUREAU' };
      // The key of this run is known to nobody else, and that of development is not taken for it.
      for (const response of [
        await fetch(address, direct),
        await askSubgraph(base, body, { caller }),
        await askSubgraph(base, body, { caller, key: newAssertionKey() }),
      ]) {
        expect(response.status).toBe(401);
        expect(await response.json()).toEqual(refusal);
      }
      expect((await fetch(`${base}/readyz`)).status).toBe(200);
    }
  });

  test.each(openOperations)(
    'SECURITY 1: %s answers the districts and the public alike, but for what officers read',
    async (operation) => {
      const body = {
        query: documentOf(operation),
        variables: { asOf: '2026-11-01', ...exampleOf(operation), synthetic: null },
      };
      const expected = await ask(body);
      expect(expected.status).toBe(200);
      for (const { code } of districtsFor(operation)) {
        const { data, errors } = await ask(body, bearer(await tokenOf('DISTRICT_BUREAU', { district: code })));
        expect(errors).toBeUndefined();
        expect(publicPart(data)).toEqual(publicPart(expected.data));
      }
    },
  );
});

/**
 * `openCases` is null for the public; what a district is told in it, `supervision-scope.test.ts` and the tests of cases hold
 * apart. `checkedAt` is when it was asked, and pages print that.
 */
const OF_THE_ASKING: ReadonlySet<string> = new Set(['openCases', 'checkedAt']);
const PRINTED_INSTANT = /核验时间：[^<]+/g;

/** An answer without what officers read and the public does not, and without when it was asked. */
function publicPart(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => {
      if (OF_THE_ASKING.has(key)) return undefined;
      return typeof value === 'string' ? value.replace(PRINTED_INSTANT, '') : value;
    }),
  );
}

/** A token that is the bureau's but for some claims, signed with the development key. */
async function signed(claims: object): Promise<string> {
  const jwk = JSON.parse(await readFile(join(folder, 'development-key.json'), 'utf8')) as JWK;
  const exp = Math.floor(systemClock.now().getTime() / 1000) + 60;
  return new SignJWT({
    sub: 'x',
    role: 'BUREAU',
    iss: developmentTokens.issuer,
    aud: developmentTokens.audience,
    exp,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'development' })
    .sign(await importJWK(jwk, 'ES256'));
}

/** The token with another role under its signature. */
function withRole(token: string, role: string): string {
  const [header, payload = '', signature] = token.split('.');
  const read = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...read, role })).toString('base64url');
  return [header, changed, signature].join('.');
}
