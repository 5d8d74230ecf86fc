import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type DatedRule, addDays } from '@shanghai/kernel';
import { transitionOf } from '../../dist/application/application-machine.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { lawful } from '../application-facts.js';

const dist = new URL('../../dist/', import.meta.url);
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-rules.js'));
const modules: Readonly<Record<string, unknown>>[] = [];
// One after the other, as Jest asks for.
for (const file of files) modules.push((await import(`../../dist/${file}`)) as Readonly<Record<string, unknown>>);

/** Every table of dated rows that a file of rules exports, by name; some stand together in one object. */
const exported = modules.flatMap((module) =>
  Object.entries(module).flatMap(([name, value]) => [
    [name, value] as const,
    ...Object.entries(Array.isArray(value) ? {} : Object(value)).map(([key, one]) => [`${name}.${key}`, one] as const),
  ]),
);
const tables = exported.flatMap(([name, value]) => (isTable(value) ? [[name, value] as const] : []));

describe('the rows of the ledger', () => {
  test.each(tables)('%s leave no day between two of them, and the last goes on', (_, rows) => {
    for (const [at, row] of rows.entries()) {
      const next = rows[at + 1];
      expect(row.to).toBe(next ? addDays(next.from, -1) : null);
      expect(row.clauses.length).toBeGreaterThan(0);
    }
  });

  test('are all found', () => {
    expect(tables.length).toBeGreaterThanOrEqual(80);
  });
});

test.each(['2024-04-01', '2024-08-26', '2025-03-26', '2026-06-25'])(
  'the rules that judge a submission on %s are those that guard it in machine 2',
  (at) => {
    const judging = new Set(judgeSubmission(lawful({ at })).map(({ rule }) => rule));
    expect([...judging].sort()).toEqual(transitionOf('submitApplication').guards.toSorted());
  },
);

function isTable(value: unknown): value is readonly DatedRule[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => typeof row === 'object' && row !== null && 'rule' in row && 'to' in row)
  );
}
