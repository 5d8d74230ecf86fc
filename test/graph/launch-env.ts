import type { LaunchEnv } from '@shanghai/launch';

/** The environment of a start in a folder: any free port, nothing printed, everything on. */
export function launchEnv(folder: string, changes: Partial<LaunchEnv> = {}): LaunchEnv {
  return {
    PORT: 0,
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
    DRAIN_MS: 0,
    AUDIT_RETENTION_DAYS: 400,
    CORS_ORIGINS: [],
    TRUSTED_PROXIES: [],
    TRUSTED_ONLY: [],
    RATE_LIMITS: 'on',
    ANSWER_CACHE: 'on',
    ANSWER_CACHE_MB: 64,
    MONGODB_URI: process.env['MONGODB_URI'],
    ...changes,
  };
}
