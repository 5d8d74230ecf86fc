import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as kernel from '../../src/index.js';

const { clause, clausesIn, isQuotedFrom, notices, partsOf } = kernel;

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const DIR = process.env['NOTICES_DIR'] ?? join(ROOT, '../shared/notices');
const quoted = clausesIn(kernel);

if (existsSync(DIR)) {
  test.each(quoted)('$notice $item says: $quote', ({ notice, quote }) => {
    expect(isQuotedFrom(textOf(notice), quote)).toBe(true);
  });

  test.each(notices)('$number has that title and that day of issue', ({ number, title, issuedOn }) => {
    const { year, month, dayOfMonth } = partsOf(issuedOn);
    expect(isQuotedFrom(textOf(number), number)).toBe(true);
    expect(isQuotedFrom(textOf(number), `${year}年${month}月${dayOfMonth}日`)).toBe(true);
    // The head, since 76号 also cites the titles of others.
    expect(isQuotedFrom(textOf(number).slice(0, 400), title)).toBe(true);
  });
} else {
  const reason = `the texts of the notices are not at ${DIR}; NOTICES_DIR says where they are`;
  console.warn(`Skipped: ${reason}`);
  test.skip.each(quoted)(`$notice $item says: $quote (${reason})`, () => undefined);
}

describe('a quotation', () => {
  test('is found across the blanks and line breaks of a scan, and not when a character differs', () => {
    expect(isQuotedFrom('本通知自 2024 年\n\n5 月　1 日起施行。', '自2024年5月1日 起施行')).toBe(true);
    expect(isQuotedFrom('本通知自 2024 年 5 月 1 日起施行。', '自2024年5月2日起施行')).toBe(false);
    expect(isQuotedFrom('（以下简称市人社局)', '（以下简称市人社局）')).toBe(false);
  });

  test('is collected from rows, lists and maps, once each', () => {
    const one = clause('沪人社职〔2024〕38号', '六', '本通知');
    const two = clause('沪人社职〔2024〕38号', '六', '实施');
    const rows: Record<string, unknown> = {
      a: [{ clause: one }, one],
      b: new Map([['x', { clauses: [two] }]]),
      c: null,
    };
    rows['itself'] = rows;
    expect(clausesIn(rows)).toEqual([one, two]);
  });

  test('that the sources write stands in an exported row, where this test finds it', () => {
    const written = sources(join(ROOT, 'services/kernel/src')).flatMap(
      (source) => source.match(/\bclause\(\s*[^\s:)]/g) ?? [],
    );
    expect(written.length).toBeGreaterThan(5);
    expect(quoted).toHaveLength(written.length);
  });

  test('without words or without a place throws', () => {
    expect(() => clause('沪人社职〔2024〕38号', '六', ' ')).toThrow(RangeError);
    expect(() => clause('沪人社职〔2024〕38号', '', '实施')).toThrow(RangeError);
  });
});

function textOf(notice: string): string {
  return readFileSync(join(DIR, `${notice}.txt`), 'utf8');
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/export function clause\(.*/, ''));
}
