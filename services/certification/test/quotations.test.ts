import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { clausesIn, isQuotedFrom } from '@shanghai/kernel';
import * as catalogues from '../dist/mapping/comparison-catalogues.js';
import { readComparisonAnnex } from '../dist/mapping/read-annex.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DIR = process.env['NOTICES_DIR'] ?? join(ROOT, '../shared/notices');
const reason = existsSync(DIR) ? null : `the texts of the notices are not at ${DIR}; NOTICES_DIR says where they are`;
if (reason !== null) console.warn(`Skipped: ${reason}`);

const quoted = clausesIn(catalogues);
const DATA = new URL('../data/', import.meta.url);

describe(reason === null ? 'the notice' : `the notice (${reason})`, () => {
  const testOrSkip = reason === null ? test : test.skip;

  testOrSkip.each(quoted)('$notice $item says: $quote', ({ notice, quote }) => {
    expect(isQuotedFrom(textOf(notice), quote)).toBe(true);
  });

  testOrSkip.each(catalogues.comparisonCatalogues)('prints every cell of $file', async (catalogue) => {
    const annex = await readComparisonAnnex(catalogue, DATA);
    const cells = annex.ok
      ? annex.rows.flatMap(({ mapping: { printed }, irregularities }) => {
          // Over a page break the cells of a row stand between each other, each divided between its languages.
          const parts = (text: string) => (irregularities.includes('ROW_SPLIT') ? text.split(/ (?=\(K)/) : [text]);
          return printed.flatMap(({ text }) => parts(text));
        })
      : [];
    const text = textOf(catalogue.title.notice);
    expect(cells.length).toBeGreaterThan(25);
    expect(cells.filter((cell) => !isQuotedFrom(text, cell))).toEqual([]);
  });
});

test('both catalogues quote their titles, their scope and their headings', () => {
  expect(quoted).toHaveLength(15);
});

function textOf(notice: string): string {
  return readFileSync(join(DIR, `${notice}.txt`), 'utf8');
}
