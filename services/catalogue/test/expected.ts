import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** The rows of a table of expected answers, by column. */
export function readExpected(name: string): Record<string, string>[] {
  return parse(readFileSync(new URL(`expected/${name}`, import.meta.url)), { columns: true });
}
