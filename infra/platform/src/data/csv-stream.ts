import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import type { CsvRow } from './csv-text.js';

/** Why a CSV text cannot be read on, and where. */
export interface CsvFault {
  readonly line: number;
  readonly reason: string;
}

const PIECE_BYTES = 65_536;

/**
 * Reads a CSV text (RFC 4180, with or without byte order mark) row by row, so that a long one holds nobody up and none of it is
 * kept: cells exactly as typed, the header among them, empty lines left out. The last is a fault where it cannot be read on, also
 * when a row is longer than `mostCharacters`.
 */
export async function* streamCsvText(text: string, mostCharacters: number): AsyncGenerator<CsvRow | CsvFault> {
  const options = { bom: true, info: true, skip_empty_lines: true, relax_column_count: true } as const;
  const source = Readable.from(piecesOf(Buffer.from(text)));
  const parser = source.pipe(parse({ ...options, max_record_size: mostCharacters }));
  try {
    for await (const one of parser) {
      const { record, info } = one as { readonly record: string[]; readonly info: { readonly lines: number } };
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: Number(error['lines'] ?? 1), reason: error.code };
  } finally {
    source.destroy();
  }
}

/** A CSV text with the mark by which Excel knows UTF-8. A cell that would begin a formula is made a text (ASVS 1.2.10). */
export function writeCsvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify(
    rows.map((cells) => [...cells]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
}

/** As bytes, so that no character is cut in two. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}
