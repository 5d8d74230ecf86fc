import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock, publicCaller, StartupError } from '@shanghai/platform';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { developmentToken } from '../dist/identity/development-token.js';
import { type IdentityEnv, openIdentity } from '../dist/identity/identity-env.js';
import { createIdentity } from '../dist/identity/identity.js';

const now = 1_793_505_600;
const clock = fixedClock(new Date(now * 1000));
const ISSUER = 'https://login.test';
const AUDIENCE = 'the graph';
const valid = { sub: 'li', role: 'DISTRICT_BUREAU', district: '310115', iss: ISSUER, aud: AUDIENCE, exp: now + 60 };

let folder = '';
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let others: Awaited<ReturnType<typeof generateKeyPair>>;
let env: IdentityEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokens-'));
  keys = await generateKeyPair('RS256', { extractable: true });
  others = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' };
  const JWKS_FILE = join(folder, 'keys.json');
  await writeFile(JWKS_FILE, JSON.stringify({ keys: [jwk] }));
  env = { JWKS_FILE, TOKEN_ISSUER: ISSUER, TOKEN_AUDIENCE: AUDIENCE, DATA_DIR: folder, NODE_ENV: 'production' };
});
afterAll(async () => rm(folder, { recursive: true }));

type Claims = Readonly<Record<string, unknown>>;

async function sign(claims: Claims, header: Claims = {}, key = keys.privateKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function identified(...tokens: readonly string[]) {
  const identity = await openIdentity(env);
  return identity.identify(
    tokens.map((token) => `Bearer ${token}`),
    clock,
  );
}

describe('SECURITY 2: a token', () => {
  test('makes its bearer a caller', async () => {
    const token = await sign({ ...valid, posts: ['reviewer'], agency: 'a1' }, { typ: 'at+jwt' });
    expect(await identified(token)).toEqual({
      ok: true,
      caller: {
        role: 'DISTRICT_BUREAU',
        subject: 'li',
        scopes: { district: '310115', agency: 'a1' },
        posts: ['reviewer'],
      },
    });
  });

  test('may be absent, which is the public', async () => {
    expect(await identified()).toEqual({ ok: true, caller: publicCaller });
  });

  test.each([
    ['signed with nothing', async () => `${encoded({ alg: 'none' })}.${encoded(valid)}.`, 'TOKEN_ALGORITHM'],
    [
      'signed with the public key as a secret',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey));
        return new SignJWT(valid).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
      },
      'TOKEN_ALGORITHM',
    ],
    ['of an unknown key', async () => sign(valid, { kid: 'two' }), 'TOKEN_KEY'],
    ['of another key with our key id', async () => sign(valid, {}, others.privateKey), 'TOKEN_SIGNATURE'],
    [
      'of a key that it brings along',
      async () => sign(valid, { jwk: { kty: 'RSA' }, jku: 'http://127.0.0.1:1/' }, others.privateKey),
      'TOKEN_SIGNATURE',
    ],
    ['of another issuer', async () => sign({ ...valid, iss: 'https://other.test' }), 'TOKEN_ISSUER'],
    ['for another audience', async () => sign({ ...valid, aud: 'another' }), 'TOKEN_AUDIENCE'],
    ['without an audience', async () => sign({ ...valid, aud: undefined }), 'TOKEN_CLAIMS'],
    ['that has expired', async () => sign({ ...valid, exp: now - 6 }), 'TOKEN_EXPIRED'],
    ['that never expires', async () => sign({ ...valid, exp: undefined }), 'TOKEN_CLAIMS'],
    ['that is not valid yet', async () => sign({ ...valid, nbf: now + 6 }), 'TOKEN_NOT_YET_VALID'],
    ['for another purpose', async () => sign(valid, { typ: 'logout+jwt' }), 'TOKEN_TYPE'],
    [
      'with a critical header that nobody knows',
      async () =>
        new SignJWT(valid)
          .setProtectedHeader({ alg: 'RS256', kid: 'one', crit: ['x'], x: 1 })
          .sign(keys.privateKey, { crit: { x: true } }),
      'TOKEN_MALFORMED',
    ],
    ['of 8 KB', async () => sign({ ...valid, padding: 'x'.repeat(8_000) }), 'TOKEN_TOO_LARGE'],
    ['that is none', async () => 'nonsense', 'TOKEN_MALFORMED'],
    ['of three parts that are nothing', async () => 'a.b.c', 'TOKEN_MALFORMED'],
    ['without a subject', async () => sign({ ...valid, sub: undefined }), 'TOKEN_CLAIMS'],
  ])('BAD-INPUTS 25: %s is refused', async (_, token, fault) => {
    expect(await identified(await token())).toEqual({ ok: false, fault });
  });

  test('that was verified is believed for a moment, for as long as it is valid, and no other for its sake', async () => {
    let checked = 0;
    const countedKeys = async () => {
      checked++;
      return keys.publicKey;
    };
    const identity = createIdentity({ keys: countedKeys, issuer: ISSUER, audience: AUDIENCE });
    const at = async (token: string, second: number) =>
      identity.identify([`Bearer ${token}`], fixedClock(new Date(second * 1000)));
    const token = await sign({ ...valid, nbf: now });
    const first = await at(token, now);
    expect(first).toMatchObject({ ok: true, caller: { subject: 'li' } });
    for (const second of [now - 5, now, now + 64]) expect(await at(token, second)).toEqual(first);
    expect(checked).toBe(1);

    expect(await at(token, now - 6)).toEqual({ ok: false, fault: 'TOKEN_NOT_YET_VALID' });
    expect(await at(token, now + 65)).toEqual({ ok: false, fault: 'TOKEN_EXPIRED' });
    const [head, , signature] = token.split('.');
    const forged = [head, encoded({ ...valid, role: 'CENTRE' }), signature].join('.');
    for (let no = 0; no < 2; no++) expect(await at(forged, now)).toEqual({ ok: false, fault: 'TOKEN_SIGNATURE' });
    expect(checked).toBe(5);
  });

  test('BAD-INPUTS 25: given twice is refused, though both are valid', async () => {
    const token = await sign(valid);
    expect(await identified(token, token)).toEqual({ ok: false, fault: 'TOKEN_REPEATED' });
  });

  test.each([
    ['a role as a list', { role: ['BUREAU'] }],
    ['a role as an object', { role: { role: 'BUREAU' } }],
    ['a role that is none', { role: 'ADMIN' }],
    ['a role of an object', { role: 'constructor' }],
    ['a role in lower case', { role: 'bureau' }],
    ['no role', { role: undefined }],
    ['a district bureau without a district', { district: undefined }],
    ['a district that is none', { district: '310103' }],
    ['a district as a list', { district: ['310115'] }],
    ['an agency without its id', { role: 'AGENCY' }],
    ['an industry authority without its trade', { role: 'INDUSTRY_AUTHORITY' }],
    ['posts as a text', { posts: 'reviewer' }],
  ])('BAD-INPUTS 26: with %s is refused', async (_, claims) => {
    expect(await identified(await sign({ ...valid, ...claims }))).toEqual({ ok: false, fault: 'TOKEN_CLAIMS' });
  });
});

describe('the keys of tokens', () => {
  test('may be of ES256 and EdDSA too', async () => {
    for (const alg of ['ES256', 'EdDSA']) {
      const pair = await generateKeyPair(alg);
      const identity = createIdentity({ keys: async () => pair.publicKey, issuer: ISSUER, audience: AUDIENCE });
      const token = await new SignJWT(valid).setProtectedHeader({ alg }).sign(pair.privateKey);
      expect(await identity.identify([`Bearer ${token}`], clock)).toMatchObject({ ok: true });
    }
  });

  test('BAD-INPUTS 25: are fetched from a host on the list alone, and no redirect is followed', async () => {
    const set = await readFile(env.JWKS_FILE!);
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/keys' }).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(set);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const remote = { ...env, JWKS_FILE: undefined, JWKS_ALLOWED_HOSTS: `login.test, ${host}` };
    const token = `Bearer ${await sign(valid)}`;
    const identity = await openIdentity({ ...remote, JWKS_URL: `http://${host}/keys` });
    expect(await identity.identify([token], clock)).toMatchObject({ ok: true });
    const moved = await openIdentity({ ...remote, JWKS_URL: `http://${host}/moved` });
    await expect(moved.identify([token], clock)).rejects.toThrow();
    for (const JWKS_URL of [
      `http://localhost:${host.split(':')[1]}/keys`,
      'https://login.test.evil/',
      'http://login.test/',
    ])
      await expect(openIdentity({ ...remote, JWKS_URL })).rejects.toThrow(StartupError);
    server.close();
  });

  test('need an issuer and an audience', async () => {
    await expect(openIdentity({ ...env, TOKEN_AUDIENCE: undefined })).rejects.toThrow(/TOKEN_AUDIENCE/);
    await expect(openIdentity({ ...env, JWKS_FILE: join(folder, 'none') })).rejects.toThrow(StartupError);
  });

  test('of development are refused in production, which knows the public alone', async () => {
    const token = await developmentToken(folder, { sub: 'dev', role: 'BUREAU' }, clock);
    const of = async (NODE_ENV: string) => openIdentity({ DATA_DIR: folder, NODE_ENV });
    expect(await (await of('development')).identify([`Bearer ${token}`], clock)).toMatchObject({
      ok: true,
      caller: { role: 'BUREAU', subject: 'dev' },
    });
    expect(await (await of('production')).identify([`Bearer ${token}`], clock)).toEqual({
      ok: false,
      fault: 'TOKEN_KEY',
    });
    expect(await (await of('production')).identify([], clock)).toEqual({ ok: true, caller: publicCaller });
    await expect(developmentToken(folder, { sub: 'dev', role: 'DISTRICT_BUREAU' }, clock)).rejects.toThrow(
      StartupError,
    );
  });
});
