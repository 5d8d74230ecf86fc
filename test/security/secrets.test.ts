import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', 'dist-bench', '.git', '.data', '.turbo']);

/** What secrets look like. */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z\d+/]{32}/],
  ['a private key as JWK', /"d"\s*:\s*"[\w-]{40,}"/],
  ['a signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['a key of a cloud', /\b(AKIA[A-Z\d]{16}|LTAI[A-Za-z\d]{16,}|AIza[\w-]{35})\b/],
  ['a token of a forge or registry', /\b(gh[pousr]_[A-Za-z\d]{36}|glpat-[\w-]{20}|npm_[A-Za-z\d]{36})\b/],
  ['a key to seal with', /SEALING_(SEARCH_)?KEYS?=["']?([\w-]+:)?[A-Za-z\d+/]{43}=/],
];

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : entry.isFile() ? [path] : [];
  });
}

function secretsIn(text: string): readonly string[] {
  return forms.filter(([, form]) => form.test(text)).map(([what]) => what);
}

test('SECURITY 20: no file of the repository holds a secret', () => {
  const files = filesOf(root);
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((path) => secretsIn(readFileSync(path, 'latin1')).map((what) => `${what} in ${path}`));
  expect(found).toEqual([]);
});

test.each([
  ['a private key', ['-----BEGIN', 'PRIVATE KEY-----\n' + 'MIIE'.repeat(9)].join(' ')],
  ['a private key as JWK', `{"d":"${'a'.repeat(43)}"}`],
  ['a signed token', ['eyJ' + 'a'.repeat(12), 'eyJ' + 'b'.repeat(12), 'c'.repeat(12)].join('.')],
  ['a key of a cloud', 'AKIA' + 'A1'.repeat(8)],
  ['a token of a forge or registry', 'ghp_' + 'a1'.repeat(18)],
  ['a key to seal with', `SEALING_KEYS=${'k:' + 'A'.repeat(43)}=`],
])('the same look finds %s', (what, text) => {
  expect(secretsIn(text)).toEqual([what]);
});
