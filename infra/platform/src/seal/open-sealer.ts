import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup.js';
import { readKey, readSealingKeys, type SealingKeys } from './sealing-keys.js';
import { createSealer, type Sealer } from './sealer.js';

/** Where the keys come from. */
export interface SealingOptions {
  /** SEALING_KEYS: `id:base64,...`; the first one seals. */
  readonly keys: string | undefined;
  /** SEALING_SEARCH_KEY: base64. */
  readonly searchKey: string | undefined;
  readonly production: boolean;
  /** Where development keeps the keys that it makes. */
  readonly dataDirectory: string;
}

const FORM = 'SEALING_KEYS is id:base64,... and SEALING_SEARCH_KEY base64, of 32 bytes each';

/**
 * The sealer of a process that stores personal data. Without keys in the environment development makes its own, once.
 * @throws StartupError when production has no keys, when only one of both variables is set, or a key is not well formed
 */
export async function openSealer({ keys, searchKey, production, dataDirectory }: SealingOptions): Promise<Sealer> {
  if (keys !== undefined && searchKey !== undefined) return createSealer(readKeys(keys, searchKey));
  if (keys !== undefined || searchKey !== undefined)
    throw new StartupError('SEALING_KEYS and SEALING_SEARCH_KEY are set both or not at all');
  if (production) throw new StartupError('in production personal data needs SEALING_KEYS and SEALING_SEARCH_KEY');
  const [madeKeys = '', madeSearchKey = ''] = (await developmentKeys(dataDirectory)).split('\n');
  return createSealer(readKeys(madeKeys, madeSearchKey));
}

function readKeys(keys: string, search: string): SealingKeys {
  const read = readSealingKeys(keys);
  const searchKey = readKey(search.trim());
  // Neither value is repeated.
  if (!read || !searchKey) throw new StartupError(FORM);
  if (read.some(({ key }) => key.equals(searchKey))) throw new StartupError('SEALING_SEARCH_KEY is a key of its own');
  return { keys: read, searchKey };
}

/** The text of the file that development keeps its keys in; the first of several processes makes it. */
async function developmentKeys(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, 'development-sealing-keys');
  await mkdir(dataDirectory, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const made = () => randomBytes(32).toString('base64');
  await writeFile(draft, `dev:${made()}\n${made()}\n`, { mode: 0o600 });
  // Whole or not at all, and never over one that is there.
  await link(draft, path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return readFile(path, 'utf8');
}
