import { rm } from 'node:fs/promises';

/** Removes the folder of prepared stores. */
export default async function removeStoreFolder() {
  await rm(process.env['PREPARED_STORES'], { recursive: true, force: true });
}
