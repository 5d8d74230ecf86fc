import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, { readonly version?: string }>>;
};

/** The first version without the faults that are known, by the advisory or change that names them. */
const gates: readonly (readonly [string, string, string])[] = [
  ['@apollo/gateway', '2.14.0', 'CVE-2024-43414, GHSA-q2f9-x4p4-7xmh, GHSA-p2q6-pwh5-m6jr, GHSA-pfjj-6f4p-rvmh'],
  ['@apollo/query-planner', '2.14.0', 'GHSA-q2f9-x4p4-7xmh, GHSA-p2q6-pwh5-m6jr'],
  ['@apollo/server', '5.5.1', 'GHSA-9q82-xgwf-vj6h, GHSA-8r69, charsets of bodies'],
  ['graphql', '16.8.1', 'CVE-2023-26144'],
];

test.each(gates)('SECURITY 14: every %s that is installed is %s or later: %s', (name, minimum) => {
  const installed = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(installed.length).toBeGreaterThan(0);
  for (const [, { version = '' }] of installed) expect(numbersOf(version) >= numbersOf(minimum)).toBe(true);
});

test.each(['graphql', '@apollo/server', '@apollo/gateway'])('SECURITY 14: there is one %s', (name) => {
  expect(Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`))).toHaveLength(1);
});

/** As text that sorts as the version does. */
function numbersOf(version: string): string {
  return version
    .split('.')
    .map((part) => part.padStart(6, '0'))
    .join('.');
}
