import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { clausesIn, isQuotedFrom, notices, partsOf } from '@shanghai/kernel';
import { parse } from 'csv-parse/sync';
import { readNotice, whyNoNotices } from './notice-texts.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const missing = whyNoNotices;
if (missing !== null) console.warn(`Skipped: ${missing}`);

const services = readdirSync(join(ROOT, 'services'));
/** Every built file that writes a clause, of every service and of what they share. */
const files = services.flatMap((service) => {
  const dist = join(ROOT, 'services', service, 'dist');
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(dist, file))
    .filter((file) => clauseCalls(file) > 0);
});
// One after the other: Jest loses a module that two imports link at once.
const modules: unknown[] = [];
for (const file of files) modules.push(await import(file));
const quoted = clausesIn(modules);

/** The annexes that services load, with the notice each is of. */
const annexes = services.flatMap((service) => {
  const data = join(ROOT, 'services', service, 'data');
  const found = existsSync(data) ? readdirSync(data).filter((file) => /^\d{4}-\d+-annex/.test(file)) : [];
  return found.map((file) => {
    const [year, number] = file.split('-');
    const notice = notices.find((one) => one.number.endsWith(`〔${year}〕${number}号`))!;
    return { service, file, notice: notice.number, cells: cellsOf(join(data, file)) };
  });
});

describe(missing === null ? 'the notice' : `the notice (${missing})`, () => {
  const testOrSkip = missing === null ? test : test.skip;

  testOrSkip.each(quoted)('$notice $item says: $quote', ({ notice, quote }) => {
    expect(isQuotedFrom(readNotice(notice), quote)).toBe(true);
  });

  testOrSkip.each(notices)('$number has that title and that day of issue', ({ number, title, issuedOn }) => {
    const { year, month, dayOfMonth } = partsOf(issuedOn);
    expect(isQuotedFrom(readNotice(number), number)).toBe(true);
    expect(isQuotedFrom(readNotice(number), `${year}年${month}月${dayOfMonth}日`)).toBe(true);
    // The head, since 76号 also cites the titles of others.
    expect(isQuotedFrom(readNotice(number).slice(0, 400), title)).toBe(true);
  });

  testOrSkip.each(annexes)('$notice prints every cell of $service/$file', ({ notice, cells }) => {
    const text = readNotice(notice);
    // Over a page break the cells of a row stand between each other, each divided between its languages.
    const parts = cells.flatMap((cell) => (isQuotedFrom(text, cell) ? [cell] : cell.split(/ (?=\()/)));
    expect(parts.length).toBeGreaterThan(25);
    expect(parts.filter((part) => !isQuotedFrom(text, part))).toEqual([]);
  });
});

test('every clause that a service writes stands in an exported row, where this test finds it', () => {
  const written = files.map(clauseCalls).reduce((sum, calls) => sum + calls, 0);
  expect(quoted.length).toBeGreaterThan(50);
  expect(quoted).toHaveLength(written);
});

test('every service has its annexes under the name of their notice', () => {
  expect(annexes.map(({ service, file }) => `${service}/${file}`).sort()).toEqual([
    'agencies/2024-38-annex.csv',
    'agencies/2026-30-annex-5-1.csv',
    'catalogue/2024-270-annex.csv',
    'catalogue/2024-38-annex.csv',
    'catalogue/2025-76-annex-2.csv',
    'certification/2026-30-annex-1.csv',
    'certification/2026-30-annex-2.csv',
  ]);
});

function clauseCalls(file: string): number {
  return readFileSync(file, 'utf8').match(/(?<!function )\bclause\(\s*[^\s)]/g)?.length ?? 0;
}

function cellsOf(file: string): string[] {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  return rows.flatMap((row) => Object.values(row)).filter((cell) => cell !== '');
}
