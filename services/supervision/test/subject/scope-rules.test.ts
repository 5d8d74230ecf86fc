import { describe, expect, test } from '@jest/globals';
import { type Day, addDays, day, districts } from '@shanghai/kernel';
import fc from 'fast-check';
import { isInScope, scopeRowsOf } from '../../dist/territory/scope-rules.js';
import { type TerritorialFacts, territorialReasons } from '../../dist/territory/territorial-rules.js';
import { HUANGPU, PUDONG, facts, filing, site } from '../facts.js';

const runs = process.env['DEEP'] ? 5000 : 300;
const begin = day('2024-04-01');
const days = fc.integer({ min: 0, max: 90 }).map((after) => addDays(begin, after));
const code = fc.constantFrom(...districts.slice(0, 4).map((one) => one.code));
const span = fc
  .record({ from: days, to: fc.option(days) })
  .map(({ from, to }): { from: Day; to: Day | null } => ({ from, to: to !== null && to < from ? from : to }));
const anyFacts: fc.Arbitrary<TerritorialFacts> = fc.record({
  type: fc.constantFrom(
    'ENTERPRISE' as const,
    'COLLEGE' as const,
    'SOCIAL_ORGANISATION' as const,
    'COMPARISON' as const,
  ),
  registrationDistrict: fc.option(code),
  sitesKnown: fc.boolean(),
  filedBy: fc.array(
    fc
      .tuple(span, fc.option(code), fc.constantFrom('CENTRE' as const, 'DISTRICT_BUREAU' as const))
      .map(([days, district, authority]) => ({ ...days, district, authority })),
    { maxLength: 3 },
  ),
  sites: fc.array(
    fc
      .tuple(span, code, fc.nat())
      .map(([days, district, no]) => ({ ...days, district, siteId: `site-${no}`, name: '' })),
    { maxLength: 4 },
  ),
});

describe('the stored rows of a subject', () => {
  test('say of every district, limb and day what the predicate says', () => {
    fc.assert(
      fc.property(anyFacts, days, (given, on) => {
        const rows = scopeRowsOf(given);
        const said = territorialReasons(given, on).districts.flatMap(({ district, reasons }) =>
          reasons.map(({ row }) => `${district} ${row.limb}`),
        );
        const covering = rows.filter(({ from, to }) => from <= on && (to === null || to >= on));
        expect([...new Set(covering.map(({ district, limb }) => `${district} ${limb}`))].sort()).toEqual(
          [...said].sort(),
        );
        for (const { code: district } of districts)
          expect(isInScope(rows, district, on)).toBe(said.some((one) => one.startsWith(district)));
      }),
      { numRuns: runs },
    );
  });

  test('begin where the notice does, and end with the filing or the site', () => {
    const given = facts({ filedBy: [filing({ from: day('2024-01-01') })], sites: [site()] });
    expect(scopeRowsOf(given)).toEqual([
      { district: PUDONG, limb: 'ENTERPRISE_FILED_HERE', from: '2024-05-01', to: '2025-06-20' },
      { district: PUDONG, limb: 'ENTERPRISE_SITE_HERE', from: '2025-03-10', to: '2025-06-20' },
    ]);
  });

  test('are none for what ended before the notice', () => {
    expect(scopeRowsOf(facts({ filedBy: [filing({ from: day('2024-01-01'), to: day('2024-04-30') })] }))).toEqual([]);
    expect(scopeRowsOf(facts({ type: 'COLLEGE' }))).toEqual([
      { district: HUANGPU, limb: 'COLLEGE_REGISTERED_HERE', from: '2024-05-01', to: null },
    ]);
  });
});
