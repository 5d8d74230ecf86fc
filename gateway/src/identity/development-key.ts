import { StartupError } from '@shanghai/platform';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A key pair that signs the tokens of one machine's developers. */
export interface DevelopmentKey {
  readonly privateKey: CryptoKey | Uint8Array;
  /** With its key id and algorithm, as a key set holds it. */
  readonly publicJwk: JWK;
}

const KID = 'development';
const ALGORITHM = 'ES256';

/**
 * The development key of a data directory, made when there is none: it never leaves the machine, and the repository holds none.
 * @throws StartupError when the file cannot be read or written
 */
export async function developmentKey(dataDirectory: string): Promise<DevelopmentKey> {
  const path = join(dataDirectory, 'development-key.json');
  try {
    const { d, ...shared } = await openKey(path);
    const publicJwk = { ...shared, kid: KID, alg: ALGORITHM };
    return { privateKey: await importJWK({ ...publicJwk, d: d! }, ALGORITHM), publicJwk };
  } catch (error) {
    throw new StartupError(`the development key ${path} cannot be read or written`, { cause: error });
  }
}

async function openKey(path: string): Promise<JWK> {
  const kept = await unless('ENOENT', readFile(path, 'utf8'));
  if (kept !== undefined) return JSON.parse(kept) as JWK;
  await mkdir(dirname(path), { recursive: true });
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  // Several processes may start at once: the first one's key is everyone's.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  // In one step, so that nobody finds half of it.
  await unless('EEXIST', link(draft, path)).finally(async () => rm(draft));
  return JSON.parse(await readFile(path, 'utf8')) as JWK;
}

/** What was asked of the file system; undefined where it fails with this code. */
async function unless<T>(code: string, asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return undefined;
    throw error;
  }
}
