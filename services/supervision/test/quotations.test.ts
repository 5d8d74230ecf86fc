import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { clausesIn, isQuotedFrom } from '@shanghai/kernel';
import * as inspection from '../dist/inspection/inspection-rules.js';
import * as duties from '../dist/territory/supervision-duties.js';
import * as limbs from '../dist/territory/territorial-limbs.js';
import * as tiers from '../dist/violation/tier-rules.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DIR = process.env['NOTICES_DIR'] ?? join(ROOT, '../shared/notices');
const reason = existsSync(DIR) ? null : `the texts of the notices are not at ${DIR}; NOTICES_DIR says where they are`;
if (reason !== null) console.warn(`Skipped: ${reason}`);

const quoted = clausesIn([inspection, duties, limbs, tiers]);

describe(reason === null ? 'the notice' : `the notice (${reason})`, () => {
  const testOrSkip = reason === null ? test : test.skip;

  testOrSkip.each(quoted)('$notice $item says: $quote', ({ notice, quote }) => {
    expect(isQuotedFrom(readFileSync(join(DIR, `${notice}.txt`), 'utf8'), quote)).toBe(true);
  });
});

test('every clause that the sources write stands in a row', () => {
  const folder = join(ROOT, 'services/supervision/src');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const written = sources.flatMap(
    (name) => readFileSync(join(folder, name), 'utf8').match(/\bclause\(\s*[^\s)]/g) ?? [],
  );
  expect(written.length).toBeGreaterThan(20);
  expect(quoted).toHaveLength(written.length);
});
