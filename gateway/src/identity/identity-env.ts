import { readEnv, nodeEnvVariable, StartupError } from '@shanghai/platform';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { developmentKey } from './development-key.js';
import { createIdentity, type Identity } from './identity.js';

/** Where tokens come from. */
export const identityVariables = z.object({
  JWKS_FILE: z.string().optional(),
  JWKS_URL: z.url().optional(),
  /** Hosts that `JWKS_URL` may name, separated by commas: `login.example.cn,127.0.0.1:8080`. */
  JWKS_ALLOWED_HOSTS: z.string().optional(),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
  NODE_ENV: nodeEnvVariable,
});

export type IdentityEnv = z.infer<typeof identityVariables>;

/** What development tokens say of who made them and for whom. */
export const developmentTokens = { issuer: 'shanghai-development', audience: 'shanghai-skill-certification' } as const;

/** @throws StartupError with every fault in one line */
export function readIdentityEnv(): IdentityEnv {
  return readEnv(identityVariables);
}

/**
 * Who is known: by the key set that the environment names; without one by the development key, and in production the public
 * alone.
 * @throws StartupError when the key set cannot be read, or its host is not allowed
 */
export async function openIdentity(env: IdentityEnv): Promise<Identity> {
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = env;
  const keys = await keySetOf(env);
  if (keys) {
    if (issuer === undefined || audience === undefined)
      throw new StartupError('TOKEN_ISSUER and TOKEN_AUDIENCE must be set where a key set is');
    return createIdentity({ keys, issuer, audience });
  }
  if (env.NODE_ENV === 'production') return createIdentity(undefined);
  const { publicJwk } = await developmentKey(env.DATA_DIR);
  return createIdentity({ keys: createLocalJWKSet({ keys: [publicJwk] }), ...developmentTokens });
}

async function keySetOf(env: IdentityEnv): Promise<JWTVerifyGetKey | undefined> {
  const { JWKS_FILE: file, JWKS_URL: url } = env;
  if (file !== undefined && url !== undefined) throw new StartupError('set JWKS_FILE or JWKS_URL, not both');
  if (file !== undefined) return createLocalJWKSet(await readKeySet(file));
  return url === undefined ? undefined : createRemoteJWKSet(allowedUrl(url, env.JWKS_ALLOWED_HOSTS));
}

async function readKeySet(path: string): Promise<JSONWebKeySet> {
  try {
    const set = JSON.parse(await readFile(path, 'utf8')) as JSONWebKeySet;
    createLocalJWKSet(set);
    return set;
  } catch (error) {
    throw new StartupError(`JWKS_FILE ${path} is not a readable key set`, { cause: error });
  }
}

/** Keys are fetched from a host on the list, over TLS unless it is this machine; a redirect is not followed. */
function allowedUrl(text: string, allowed = ''): URL {
  const url = new URL(text);
  const hosts = allowed.split(',').map((host) => host.trim());
  if (!hosts.includes(url.host)) throw new StartupError(`JWKS_URL: ${url.host} is not among JWKS_ALLOWED_HOSTS`);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))
    throw new StartupError('JWKS_URL must begin with https://');
  return url;
}
