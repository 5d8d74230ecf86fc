import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../store/model-of.js';
import type { Clock } from '../clock.js';
import type { DataFault, DataFile } from './data-file.js';

/** One kind of irregularity in the rows of a data file, which is no reason to drop them. */
export interface ImportFinding {
  readonly kind: string;
  /** As the rows number themselves. */
  readonly rows: readonly number[];
}

/** What was loaded from one data file. */
export interface ImportRecord {
  /** The name of the file. */
  readonly _id: string;
  /** SHA-256, hexadecimal. */
  readonly checksum: string;
  /** Raised when the meaning of the stored rows changes, so that an unchanged file is loaded again. */
  readonly loader: number;
  readonly rowsIn: number;
  readonly rowsKept: number;
  readonly findings: readonly ImportFinding[];
  readonly importedAt: Date;
}

/** What storing the rows of a file gave. */
export interface Stored {
  readonly rowsKept: number;
  readonly findings: readonly ImportFinding[];
}

/** How the rows of one data file get into the store. */
export interface Import<Row> {
  /** The version of the code that stores the rows. */
  readonly loader: number;
  readonly read: () => Promise<DataFile<Row>>;
  /** Replaces what was stored from this file before. Runs in a transaction with the import record. */
  readonly store: (rows: readonly Row[], session: ClientSession) => Promise<Stored>;
}

/** REFUSED: the file is faulty, and what was loaded before is served on. */
export type ImportOutcome =
  | { readonly outcome: 'LOADED' | 'UNCHANGED'; readonly record: ImportRecord }
  | { readonly outcome: 'REFUSED'; readonly file: string; readonly faults: readonly DataFault[] };

/** Every import of a service, by file name. */
export async function listImports(connection: Connection): Promise<readonly ImportRecord[]> {
  return importsOf(connection).find().sort({ _id: 1 }).lean();
}

/**
 * Loads a data file once: a file whose checksum is recorded is left alone, a faulty one is refused whole, everything else
 * replaces what the same file gave before, rows and record in one transaction.
 */
export async function importOnce<Row>(
  connection: Connection,
  { loader, read, store }: Import<Row>,
  clock: Clock,
): Promise<ImportOutcome> {
  const file = await read();
  if (!file.ok) return { outcome: 'REFUSED', file: file.file, faults: file.faults };
  const imports = importsOf(connection);
  const known = await imports.findById(file.file).lean();
  if (known?.checksum === file.checksum && known.loader === loader) return { outcome: 'UNCHANGED', record: known };
  return connection.transaction(async (session) => {
    const { rowsKept, findings } = await store(file.rows, session);
    const record = {
      checksum: file.checksum,
      loader,
      rowsIn: file.rows.length,
      rowsKept,
      findings,
      importedAt: clock.now(),
    };
    await imports.replaceOne({ _id: file.file }, record, { upsert: true, session });
    return { outcome: 'LOADED', record: { _id: file.file, ...record } } as const;
  });
}

/** One line an operator can read: what was loaded, or what is wrong and where. */
export function importLine(outcome: ImportOutcome): string {
  if (outcome.outcome === 'REFUSED') {
    const [first, ...more] = outcome.faults;
    const where = first
      ? `line ${first.line}${first.column === '' ? '' : `, column ${first.column}`}: ${first.reason}`
      : 'faulty';
    return `${outcome.file} refused, what was loaded before is kept: ${where}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
  }
  const { _id, rowsKept, rowsIn, findings } = outcome.record;
  const irregular = findings.map(({ kind, rows }) => `${kind} ${rows.length}`).join(', ');
  return `${_id}: ${rowsKept} of ${rowsIn} rows${irregular === '' ? '' : `; irregular: ${irregular}`}${outcome.outcome === 'UNCHANGED' ? ' (unchanged)' : ''}`;
}

const importSchema = new Schema<ImportRecord>(
  {
    _id: String,
    checksum: String,
    loader: Number,
    rowsIn: Number,
    rowsKept: Number,
    findings: [{ _id: false, kind: String, rows: [Number] }],
    importedAt: Date,
  },
  { versionKey: false },
);

function importsOf(connection: Connection) {
  return modelOf<ImportRecord>(connection, 'imports', importSchema);
}
