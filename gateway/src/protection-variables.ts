import { isIP } from 'node:net';
import { roles } from '@shanghai/kernel';
import { z } from 'zod';
import type { ProtectionOptions } from './protect.js';

/** Words separated by commas, none when it is not set; each must be good: a slip would leave something open. */
function list(form: string, isGood: (word: string) => boolean) {
  return z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((word) => word.trim() || []))
    .refine((words) => words.every(isGood), form);
}

function isOrigin(word: string): boolean {
  return URL.canParse(word) && new URL(word).origin === word;
}

function isNetwork(word: string): boolean {
  const [address = '', bits = '0', ...rest] = word.split('/');
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && rest.length === 0;
}

/** What the environment says of protection; everything is protected when it says nothing. */
export const protectionVariables = {
  /** Pages of other origins that may ask: `https://portal.example.cn,...`. */
  CORS_ORIGINS: list('must be origins such as https://portal.example.cn', isOrigin),
  /** Addresses or networks of proxies whose `x-forwarded-for` is believed: `10.0.0.0/8,...`. */
  TRUSTED_PROXIES: list('must be addresses or networks such as 10.0.0.0/8', isNetwork),
  /** Roles that may ask for the named operations only: `PUBLIC,...`. */
  TRUSTED_ONLY: list(`must be of ${roles.join(', ')}`, (word) => (roles as readonly string[]).includes(word)),
  /** `off` where something before the gateway counts requests, or a benchmark measures it. */
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  /** Where the world sees the gateway, as codes on printed pages lead there: `https://skills.example.cn`. */
  PUBLIC_URL: z.string().refine(isOrigin, 'must be an origin such as https://skills.example.cn').optional(),
  REDIS_URL: z.string().optional(),
};

/** The variables as options of a gateway. */
export function protectionOf(env: z.infer<z.ZodObject<typeof protectionVariables>>): ProtectionOptions {
  return {
    corsOrigins: env.CORS_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    trustedOnly: env.TRUSTED_ONLY,
    isRateLimited: env.RATE_LIMITS === 'on',
    publicUrl: env.PUBLIC_URL,
    redisUri: env.REDIS_URL,
  };
}
