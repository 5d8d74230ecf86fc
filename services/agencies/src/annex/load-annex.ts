import { type Clock, type PrepareReport, importLine, importOnce } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { createRegisterIndexes, deleteRegister, insertRegister } from '../register-store.js';
import { agenciesOfAnnex, irregularitiesOf } from './annex-agencies.js';
import { readAnnex } from './read-annex.js';

/** Raised when stored rows change their meaning: the file is then loaded again. */
const LOADER = 3;

const ownData = new URL('../../data/', import.meta.url);

/**
 * Makes the indexes and loads the agencies of the annex once. A faulty file is refused whole and named in the report; what
 * was loaded before is served on. Invented agencies are left alone.
 */
export async function loadAnnex(store: Connection, clock: Clock, data: URL = ownData): Promise<PrepareReport> {
  await createRegisterIndexes(store);
  const outcome = await importOnce(
    store,
    {
      loader: LOADER,
      read: async () => readAnnex(data),
      store: async (rows, session) => {
        await deleteRegister(store, false, session);
        await insertRegister(store, agenciesOfAnnex(rows), session);
        return { rowsKept: rows.length, findings: irregularitiesOf(rows) };
      },
    },
    clock,
  );
  return { lines: [importLine(outcome)] };
}
