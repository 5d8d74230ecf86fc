import { StartupError } from '@shanghai/platform';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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
  await mkdir(dirname(path), { recursive: true });
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  // Several processes may start at once: the first one's key is everyone's.
  try {
    await writeFile(path, JSON.stringify(await exportJWK(privateKey)), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return JSON.parse(await readFile(path, 'utf8')) as JWK;
}
