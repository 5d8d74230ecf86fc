import type { Logger } from '../log.js';
import { connectMongo } from '../store/connect-mongo.js';
import { type JournalReport, verifyJournal } from './verify-journal.js';

/** What was found in the journal of one database. */
export interface DatabaseReport extends JournalReport {
  readonly database: string;
}

const JOURNAL = 'journal';

/**
 * Verifies the journals of all databases of a server that have one, by their names.
 * @throws StartupError when the server cannot be reached
 */
export async function verifyDatabases(uri: string, log: Logger): Promise<readonly DatabaseReport[]> {
  const connection = await connectMongo({ uri, database: 'admin', log });
  try {
    const { databases } = await connection.listDatabases();
    const reports: DatabaseReport[] = [];
    for (const database of databases.map(({ name }) => name).sort()) {
      const one = connection.useDb(database);
      const collections = await one.listCollections();
      if (collections.some(({ name }) => name === JOURNAL)) reports.push({ database, ...(await verifyJournal(one)) });
    }
    return reports;
  } finally {
    await connection.close();
  }
}

/** What a report says, in lines for people: one for a journal that is whole, else one for each fault too. */
export function reportLines({ database, rows, aggregates, anchors, faults }: DatabaseReport): readonly string[] {
  const counted = `${database}: ${rows} rows, ${aggregates} chains, ${anchors} anchors`;
  if (faults.length === 0) return [`${counted}, whole`];
  return [`${counted}, BROKEN`, ...faults.map(({ where, what }) => `${database}: ${where}: ${what}`)];
}
