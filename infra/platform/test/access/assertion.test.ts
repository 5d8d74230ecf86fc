import { describe, expect, test } from '@jest/globals';
import { assertionKeyOf, assertionKeyVariable, newAssertionKey } from '../../dist/access/assertion-key.js';
import { readAssertion, signAssertion } from '../../dist/access/assertion.js';
import { publicCaller } from '../../dist/access/caller.js';
import { StartupError } from '../../dist/startup.js';

const key = newAssertionKey();
const at = new Date('2026-11-01T04:00:00.000Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const request = { requestId: 'abc', now: at, caller: { ...publicCaller, scopes: { region: '1' } } };
const message = { method: 'POST', path: '/graphql' };
const signed = signAssertion(key, request, { ...message, body: '{}', issuedAt: at });

describe('SECURITY 19: an assertion', () => {
  test('tells the request that was signed, and which body is its own', () => {
    const read = readAssertion(key, signed, { ...message, at });
    if (typeof read === 'string') throw new Error(read);
    expect(read.request).toEqual(request);
    expect(read.isAbout(Buffer.from('{}'))).toBe(true);
    expect(read.isAbout(Buffer.from('{ }'))).toBe(false);
  });

  test.each([
    [-30_001, 'EXPIRED'],
    [-30_000, undefined],
    [30_000, undefined],
    [30_001, 'EXPIRED'],
  ])('is believed for 30 seconds: %d ms later it is %s', (ms, fault) => {
    const read = readAssertion(key, signed, { ...message, at: later(ms) });
    expect(typeof read === 'string' ? read : undefined).toBe(fault);
  });

  const [text = '', mac = ''] = signed.split('.');
  const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, object>;
  const altered = Buffer.from(JSON.stringify({ ...claims, caller: { ...request.caller, scopes: {} } }));
  test.each([
    ['missing', undefined, 'MISSING'],
    ['empty', '', 'SIGNATURE'],
    ['without a signature', text, 'SIGNATURE'],
    ['of another scope', `${altered.toString('base64url')}.${mac}`, 'SIGNATURE'],
    [
      'with another key',
      signAssertion(newAssertionKey(), request, { ...message, body: '{}', issuedAt: at }),
      'SIGNATURE',
    ],
    ['for another path', signAssertion(key, request, { ...message, path: '/', body: '{}', issuedAt: at }), 'MESSAGE'],
    [
      'for another method',
      signAssertion(key, request, { ...message, method: 'GET', body: '{}', issuedAt: at }),
      'MESSAGE',
    ],
    ['given twice', [signed, signed], 'MALFORMED'],
    ['of three parts', `${signed}.x`, 'MALFORMED'],
  ])('is refused when it is %s', (_, header, fault) => {
    expect(readAssertion(key, header, { ...message, at })).toBe(fault);
  });
});

describe('the key of assertions', () => {
  test('has 32 bytes at least, and is not the one of development where it is given', () => {
    expect(assertionKeyVariable.safeParse('x'.repeat(31)).success).toBe(false);
    expect(assertionKeyVariable.safeParse('x'.repeat(32)).success).toBe(true);
    expect(assertionKeyVariable.safeParse(assertionKeyOf(undefined, { production: false })).success).toBe(false);
    expect(newAssertionKey().length).toBeGreaterThan(32);
  });

  test('is needed in production', () => {
    expect(() => assertionKeyOf(undefined, { production: true })).toThrow(StartupError);
    expect(assertionKeyOf(key, { production: true })).toBe(key);
  });
});
