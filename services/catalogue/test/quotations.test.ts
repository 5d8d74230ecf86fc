import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { clausesIn, isQuotedFrom } from '@shanghai/kernel';
import * as comparison from '../dist/edition/compare-editions.js';
import * as editions from '../dist/edition/editions.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DIR = process.env['NOTICES_DIR'] ?? join(ROOT, '../shared/notices');
const quoted = clausesIn([editions, comparison]);

if (existsSync(DIR)) {
  test.each(quoted)('$notice $item says: $quote', ({ notice, quote }) => {
    const file = readdirSync(DIR).find((name) => name.normalize('NFC') === `${notice}.txt`)!;
    expect(isQuotedFrom(readFileSync(join(DIR, file), 'utf8'), quote)).toBe(true);
  });
} else {
  const reason = `the texts of the notices are not at ${DIR}; NOTICES_DIR says where they are`;
  console.warn(`Skipped: ${reason}`);
  test.skip.each(quoted)(`$notice $item says: $quote (${reason})`, () => undefined);
}
