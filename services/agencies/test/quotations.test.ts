import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { clausesIn, isQuotedFrom } from '@shanghai/kernel';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DIR = process.env['NOTICES_DIR'] ?? join(ROOT, '../shared/notices');
const RULES = join(ROOT, 'services/agencies/dist');

const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-rules.js'));
const quoted = clausesIn(await Promise.all(files.map(async (file) => (await import(join(RULES, file))) as unknown)));

if (existsSync(DIR))
  test.each(quoted)('$notice $item says: $quote', ({ notice, quote }) => {
    expect(isQuotedFrom(readFileSync(join(DIR, `${notice}.txt`), 'utf8'), quote)).toBe(true);
  });
else {
  const reason = `the texts of the notices are not at ${DIR}; NOTICES_DIR says where they are`;
  console.warn(`Skipped: ${reason}`);
  test.skip.each(quoted)(`$notice $item says: $quote (${reason})`, () => undefined);
}

test('every quotation stands in an exported row, where this test finds it', () => {
  const written = files.flatMap((file) => readFileSync(join(RULES, file), 'utf8').match(/\bclause\(\s*\S/g) ?? []);
  expect(quoted).toHaveLength(written.length);
});
