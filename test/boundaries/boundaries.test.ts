import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { importRules } from './import-rules.js';
import { breachesOf } from './rule.js';
import { type SourceFile, readSource, sourceFiles } from './source-file.js';
import { usageRules } from './usage-rules.js';

const rules = [...importRules, ...usageRules];
const files = sourceFiles(fileURLToPath(new URL('../..', import.meta.url)));

describe('in the code', () => {
  test.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    expect(breachesOf([rule], files)).toEqual([]);
  });

  test('the files of all workspaces are read', () => {
    for (const folder of [
      'infra/platform',
      'infra/embedded-mongo',
      'services/kernel',
      'services/catalogue',
      'gateway',
      'schema',
    ])
      expect(files.filter(({ path }) => path.startsWith(`${folder}/src/`))).not.toHaveLength(0);
  });
});

/** Files that the planted ones import. */
const others: readonly SourceFile[] = [
  readSource('services/agencies/src/filing/filing-store.ts', `import { Schema } from 'mongoose';`),
  readSource('services/agencies/src/filing/caps.ts', `import { clause } from '@shanghai/kernel';`),
  readSource('services/agencies/src/filing/cap-rules.ts', `import { caps } from './caps.js';`),
  readSource('services/agencies/src/filing/terms.ts', `export * from './filing-store.js';`),
];

/** For each rule a file that breaks it. */
const planted: readonly (readonly [rule: RegExp, path: string, text: string])[] = [
  [/^rules import/, 'services/agencies/src/filing/term-rules.ts', `import { z } from 'zod';`],
  [/^rules import/, 'services/agencies/src/filing/term-rules.ts', `import { findFiling } from './filing-store.js';`],
  [/^rules import/, 'services/agencies/src/filing/term-rules.ts', `import { terms } from './terms.js';`],
  [/^rules import/, 'services/agencies/src/filing/term-rules.ts', `import type { Connection } from 'mongoose';`],
  [/^the kernel/, 'services/kernel/src/calendar/day.ts', `import { parse } from 'graphql';`],
  [/^a service imports no/, 'services/agencies/src/filing/a.ts', `import { catalogue } from '@shanghai/catalogue';`],
  [/^a service imports no/, 'services/agencies/src/a.ts', `export * from '../../catalogue/src/item/item-store.js';`],
  [/^a service imports no/, 'services/agencies/src/a.ts', `const other = await import('@shanghai/certification');`],
  [/^the gateway/, 'gateway/src/plan/a.ts', `type Item = import('@shanghai/catalogue').Item;`],
  [/^the contract/, 'schema/src/a.ts', `import { catalogue } from '@shanghai/catalogue';`],
  [/^the plumbing imports/, 'infra/platform/src/a.ts', `import { day } from '@shanghai/kernel';`],
  [/^the database server/, 'services/agencies/src/main.ts', `import { start } from '@shanghai/embedded-mongo';`],
  [/^mongoose/, 'services/agencies/src/filing/list-filings.ts', `import { Schema } from 'mongoose';`],
  [/^mongoose/, 'services/agencies/src/filing/list-filings.ts', `import type { Model } from 'mongoose';`],
  [/^a store/, 'services/agencies/src/filing/filing-store.ts', `import type { Context } from '../context.js';`],
  [/^resolvers/, 'services/agencies/src/filing/a.ts', `import { filing } from '../resolvers/filing.js';`],
  [/^the subgraph/, 'services/agencies/src/filing/a.ts', `import { agencies } from '../subgraph.js';`],
  [/^nothing imports a main/, 'infra/launch/src/a.ts', `import '../../../services/agencies/src/main.js';`],
  [/^the environment/, 'services/agencies/src/subgraph.ts', `const uri = process.env['MONGODB_URI'];`],
  [/^the environment/, 'infra/platform/src/log.ts', `import { env } from 'node:process';`],
  [/^the time/, 'services/agencies/src/filing/a.ts', `const now = new Date();`],
  [/^the time/, 'gateway/src/main.ts', `const now = Date.now();`],
  [/^rules wait/, 'services/agencies/src/filing/term-rules.ts', `export async function check() {}`],
  [/^collections/, 'services/agencies/src/filing/a.ts', `connection.collection('filings').find();`],
  [/^the plumbing holds/, 'infra/platform/src/a.ts', `export const agencyCount = 1;`],
  [/^the plumbing holds/, 'infra/platform/src/a.ts', `export const MAX_FILINGS = 1;`],
];

/** Files that break nothing, though they come near. */
const harmless: readonly (readonly [path: string, text: string])[] = [
  ['services/agencies/src/filing/term-rules.ts', `import type { StoredFiling } from './filing-store.js';`],
  ['services/kernel/src/identifiers/a.ts', `import { createHash } from 'node:crypto'; import './day.js';`],
  [
    'services/agencies/src/filing/term-rules.ts',
    `import { day } from '@shanghai/kernel'; import { caps } from './cap-rules.js';`,
  ],
  [
    'services/agencies/src/filing/filing-store.ts',
    `import { Schema } from 'mongoose'; connection.model('Filing', schema);`,
  ],
  [
    'services/agencies/src/loaders.ts',
    `import type { Connection } from 'mongoose'; import DataLoader from 'dataloader';`,
  ],
  ['services/agencies/src/subgraph.ts', `import { query } from './resolvers/query.js';`],
  ['services/agencies/src/main.ts', `import { agencies } from './subgraph.js'; const { PORT } = process.env;`],
  ['services/population/src/a.ts', `import { agencies } from '@shanghai/agencies';`],
  ['infra/launch/src/main.ts', `import { catalogue } from '@shanghai/catalogue';`],
  ['infra/platform/src/clock.ts', `export const clock = { now: () => new Date() };`],
  ['infra/platform/src/profiling.ts', `export const profiling = new Date(0); // agency`],
  ['gateway/src/a.ts', `import { day } from '@shanghai/kernel'; export const startedAt = new Date(text);`],
];

describe('the rules', () => {
  test.each(planted)('%s is broken by %s with %s', (rule, path, text) => {
    const broken = rules.filter((one) => breachesOf([one], [readSource(path, text), ...others]).length > 0);
    expect(broken.map(({ name }) => name)).toContainEqual(expect.stringMatching(rule));
  });

  test.each(harmless)('let pass %s with %s', (path, text) => {
    expect(breachesOf(rules, [readSource(path, text), ...others])).toEqual([]);
  });

  test('are each shown to be broken by something', () => {
    expect(rules.map(({ name }) => name).filter((name) => !planted.some(([rule]) => rule.test(name)))).toEqual([]);
  });
});
