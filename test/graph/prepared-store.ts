import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@shanghai/embedded-mongo';

/** A store that begins with what another test file of this run has prepared, or empty when none has yet. */
export interface PreparedStore {
  readonly mongo: EmbeddedMongo;
  /** The first of the stands asked for that it begins with; null when it is empty. */
  readonly stand: string | null;
  /** Leaves a copy of it as it is now to the files that come after. */
  readonly leave: (stand: string) => Promise<void>;
}

/** Starts a store with the first of these stands that there is. Each is the same whoever prepared it. */
export async function startPreparedStore(stands: readonly string[]): Promise<PreparedStore> {
  const folder = process.env['PREPARED_STORES'];
  const stand = folder === undefined ? null : (stands.find((one) => existsSync(join(folder, one))) ?? null);
  const mongo = await startEmbeddedMongo(stand === null ? {} : { from: join(folder!, stand) });
  return {
    mongo,
    stand,
    async leave(left) {
      if (folder === undefined) return;
      const made = join(folder, randomUUID());
      await mongo.backup(made);
      // Whoever is second finds it there.
      await rename(made, join(folder, left)).catch(async () => rm(made, { recursive: true }));
    },
  };
}
