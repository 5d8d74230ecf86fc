import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes the folder in which the test files of one run leave the stores that they have prepared for each other. */
export default async function makeStoreFolder() {
  process.env['PREPARED_STORES'] = await mkdtemp(join(tmpdir(), 'prepared-stores-'));
}
