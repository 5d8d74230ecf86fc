import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSealer } from '../dist/seal/open-sealer.js';
import { type Sealed, type Sealer, createSealer, SealError } from '../dist/seal/sealer.js';
import { readKey, readSealingKeys } from '../dist/seal/sealing-keys.js';
import { StartupError } from '../dist/startup.js';

const FIELD = 'people.number';
const bytesOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const searchKey = readKey(bytesOf(9))!;

/** Sealers with the keys of those ids, the first of which is active. */
function sealer(...ids: readonly number[]): Sealer {
  return createSealer({ keys: readSealingKeys(ids.map((id) => `k${id}:${bytesOf(id)}`).join(','))!, searchKey });
}

describe('SECURITY 22: a sealed value', () => {
  test.each(['', '310101199001011234', '张𠮷👨‍👩‍👧', 'x'.repeat(100_000)])('opens to what was sealed', (text) => {
    const { seal, open } = sealer(1);
    expect(open(FIELD, seal(FIELD, text))).toBe(text);
  });

  test('says its key, and is another one each time', () => {
    const { seal } = sealer(1);
    expect(seal(FIELD, 'a')).toMatch(/^s1\.k1\.[\w-]+$/);
    expect(seal(FIELD, 'a')).not.toBe(seal(FIELD, 'a'));
  });

  test('that has one bit changed, anywhere, does not open', () => {
    const { seal, open } = sealer(1);
    const [version, id, encoded = ''] = seal(FIELD, '310101199001011234').split('.');
    const bytes = Buffer.from(encoded, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const value = `${version}.${id}.${changed.toString('base64url')}` as Sealed;
      expect(() => open(FIELD, value)).toThrow(SealError);
    }
  });

  test('does not open as one of another field, of another key, cut, or spelled otherwise', () => {
    const { seal, open } = sealer(1, 2);
    const sealed = seal(FIELD, 'a');
    expect(() => open('people.phone', sealed)).toThrow(SealError);
    for (const value of [
      sealed.replace('k1', 'k2'),
      sealed.replace('k1', 'k3'),
      sealed.slice(0, -4),
      `${sealed}=`,
      'a',
      '',
    ])
      expect(() => open(FIELD, value as Sealed)).toThrow(SealError);
  });

  test('is opened after its key was followed by another, and is sealed again with that', () => {
    const old = sealer(1).seal(FIELD, 'a');
    const rotated = sealer(2, 1);
    expect(rotated.open(FIELD, old)).toBe('a');
    expect(rotated.isCurrent(old)).toBe(false);
    const renewed = rotated.reseal(FIELD, old);
    expect(rotated.isCurrent(renewed)).toBe(true);
    expect(sealer(2).open(FIELD, renewed)).toBe('a');
    expect(() => sealer(2).open(FIELD, old)).toThrow(SealError);
  });

  test('is found by a hash that is the same under every sealing key, and differs by field', () => {
    const hash = sealer(1).searchHash(FIELD, 'a');
    expect(hash).toBe(createHmac('sha256', Buffer.alloc(32, 9)).update(`${FIELD}\0a`).digest('base64url'));
    expect(sealer(2, 1).searchHash(FIELD, 'a')).toBe(hash);
    expect(sealer(1).searchHash('people.phone', 'a')).not.toBe(hash);
  });

  test('that does not open says neither text nor key', () => {
    const sealed = sealer(1).seal(FIELD, 'secret');
    const failure = (() => {
      try {
        return sealer(1).open('other', sealed);
      } catch (error) {
        return error as Error;
      }
    })() as Error;
    expect(failure.message + String(failure.stack)).not.toMatch(new RegExp(`secret|${bytesOf(1)}|${sealed.slice(6)}`));
  });
});

describe('the keys', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seal-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const open = (keys: string | undefined, search: string | undefined, production = false) =>
    openSealer({ keys, searchKey: search, production, dataDirectory: join(folder, 'data') });
  const good = `a:${bytesOf(1)}`;

  test.each([
    ['none in production', undefined, undefined, true],
    ['no key for the search', good, undefined, false],
    ['no key to seal with', undefined, bytesOf(9), false],
    ['one key for both', good, bytesOf(1), false],
    ['a short key', `a:${randomBytes(16).toString('base64')}`, bytesOf(9), false],
    ['a key without an id', bytesOf(1), bytesOf(9), false],
    ['an id that is there twice', `${good},a:${bytesOf(2)}`, bytesOf(9), false],
    ['one bad key among good ones', `${good},b:x`, bytesOf(9), false],
  ])('keep a process from starting, in one line without their values: %s', async (_, keys, search, production) => {
    const failure = await open(keys, search, production).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartupError);
    expect((failure as Error).message).not.toMatch(/\n|AQEB|CQkJ/);
  });

  test('of development are made once, for its owner alone, and stay', async () => {
    const [first, second] = await Promise.all([open(undefined, undefined), open(undefined, undefined)]);
    const sealed = first.seal(FIELD, 'a');
    expect(second.open(FIELD, sealed)).toBe('a');
    expect((await open(undefined, undefined)).open(FIELD, sealed)).toBe('a');
    expect(await readdir(join(folder, 'data'))).toEqual(['development-sealing-keys']);
    expect((await stat(join(folder, 'data', 'development-sealing-keys'))).mode & 0o777).toBe(0o600);
  });
});
