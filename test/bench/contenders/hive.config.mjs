// What Hive Gateway's own command reads: its Rust planner, and its cache of answers where they may be kept.
import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const KEPT_MS = 60_000;

export const gatewayConfig = defineConfig({
  unifiedGraphHandler,
  logging: 'warn',
  ...(process.env.CACHE === 'on' && { responseCaching: { session: () => null, ttl: KEPT_MS } }),
});
