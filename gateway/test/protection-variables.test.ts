import { describe, expect, test } from '@jest/globals';
import { readEnv, StartupError } from '@shanghai/platform';
import { z } from 'zod';
import { protectionOf, protectionVariables } from '../dist/protection-variables.js';

const read = (source: Record<string, string>) => protectionOf(readEnv(z.object(protectionVariables), source));

describe('the environment', () => {
  test('that says nothing lets nobody by', () => {
    expect(read({})).toEqual({ corsOrigins: [], trustedProxies: [], trustedOnly: [], isRateLimited: true });
  });

  test('is read as lists', () => {
    const { corsOrigins, trustedProxies, trustedOnly } = read({
      CORS_ORIGINS: 'https://a.example.cn, http://localhost:3000',
      TRUSTED_PROXIES: '10.0.0.0/8,::1',
      TRUSTED_ONLY: 'PUBLIC,AGENCY',
    });
    expect(corsOrigins).toEqual(['https://a.example.cn', 'http://localhost:3000']);
    expect(trustedProxies).toEqual(['10.0.0.0/8', '::1']);
    expect(trustedOnly).toEqual(['PUBLIC', 'AGENCY']);
  });

  test.each([
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example.cn/'],
    ['TRUSTED_PROXIES', 'proxy.internal'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['TRUSTED_ONLY', 'public'],
    ['RATE_LIMITS', 'no'],
  ])('with a slip in %s, %s, keeps the gateway from starting', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(StartupError);
  });
});
