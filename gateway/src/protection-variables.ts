import { z } from 'zod';
import type { ProtectionOptions } from './protect.js';

/** Words separated by commas; none when it is not set. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );

/** What the environment says of protection; everything is protected when it says nothing. */
export const protectionVariables = {
  /** Pages of other origins that may ask: `https://portal.example.cn,...`. */
  CORS_ORIGINS: list,
  /** Addresses or networks of proxies whose `x-forwarded-for` is believed: `10.0.0.0/8,...`. */
  TRUSTED_PROXIES: list,
  /** Roles that may ask for the named operations only: `PUBLIC,...`. */
  TRUSTED_ONLY: list,
  /** `off` where something before the gateway counts requests, or a benchmark measures it. */
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  REDIS_URL: z.string().optional(),
};

/** The variables as options of a gateway. */
export function protectionOf(env: z.infer<z.ZodObject<typeof protectionVariables>>): ProtectionOptions {
  return {
    corsOrigins: env.CORS_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    trustedOnly: env.TRUSTED_ONLY,
    isRateLimited: env.RATE_LIMITS === 'on',
    redisUri: env.REDIS_URL,
  };
}
