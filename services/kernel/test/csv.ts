import { readFileSync } from 'node:fs';

/** The rows of a file under test/data, by column. No cell there is quoted. */
export function readRows(name: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at]!, cell])));
}
