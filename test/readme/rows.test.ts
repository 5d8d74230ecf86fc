import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ERROR_CODES } from '@shanghai/platform';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The rows of the lists with the files that the table names for each. */
const rows = [
  ...read('test/README.md').matchAll(/^\| ((?:BAD-INPUTS|SECURITY|FAULTS) \d+) +\|[^|]+\| (.+?) +\|$/gm),
].map(([, row = '', files = '']) => [row, [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)] as const);

describe('the table of rows', () => {
  test('has the rows of this part', () => {
    expect(rows.length).toBeGreaterThan(45);
  });

  test.each(rows)('names files that test %s', (row, files) => {
    expect(files).not.toEqual([]);
    for (const file of files) expect(read(file)).toMatch(new RegExp(`${row}\\b`));
  });
});

test('the README tells what to do about every code of an error', () => {
  const page = read('README.md');
  expect(ERROR_CODES.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});
