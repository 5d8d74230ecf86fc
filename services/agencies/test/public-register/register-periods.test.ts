import { describe, expect, test } from '@jest/globals';
import { type Day, addDays, day } from '@shanghai/kernel';
import fc from 'fast-check';
import { standingOf } from '../../dist/filing/filing-state-rules.js';
import type { FilingFacts } from '../../dist/filing/filing.js';
import { type RegisteredFiling, publicFactsOn } from '../../dist/public-register/public-facts-rules.js';
import { changesBetween, historyOfPeriods } from '../../dist/public-register/register-change-rules.js';
import { type RegisterPeriod, registerPeriodsOf } from '../../dist/public-register/register-period-rules.js';
import { invented } from '../invented.js';

const START = day('2024-01-01');
const DAYS = 900;
const anyDay = fc.integer({ min: 0, max: DAYS }).map((days) => addDays(START, days));
const anySpan = fc
  .tuple(anyDay, fc.option(fc.integer({ min: 0, max: 300 }), { freq: 2 }))
  .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days) }));

/** What happened to a filing of two items and its two sites. */
const anyLife = fc.record({
  begins: anyDay,
  lasts: fc.integer({ min: 50, max: 400 }),
  renewal: fc.constantFrom('NONE', 'PENDING', 'REFUSED', 'LATE', 'APPROVED'),
  suspended: fc.option(anySpan),
  endsOn: fc.option(anyDay),
  publishedOn: fc.option(anyDay, { freq: 2 }),
  isListed: fc.boolean(),
  second: anySpan,
  sites: fc.array(fc.tuple(fc.option(anySpan), fc.option(anySpan)), { maxLength: 2 }),
});

type Life = typeof anyLife extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function registeredOf(life: Life): { held: RegisteredFiling; periods: readonly RegisterPeriod[] } {
  const facts = factsOf(life);
  const { agencies, filings, filedItems } = invented({
    no: 1,
    facts,
    items: [
      { fullName: '示例甲', nameKey: '示例甲', itemId: 'a' },
      { fullName: '示例乙', nameKey: '示例乙', itemId: 'b', ...life.second },
    ],
  });
  const filing = {
    ...filings[0]!,
    standing: standingOf(facts),
    ...(life.publishedOn && { applicationId: 'application-1', publishedOn: life.publishedOn }),
  };
  const sites = life.sites.map(([used, item], no) => ({
    ...{
      _id: `site-${no}`,
      agencyId: agencies[0]!._id,
      name: `示例考核点${no}`,
      address: '示例路1号',
      synthetic: true,
    },
    district: '310115' as const,
    ...(used ?? { from: null, to: null }),
    ...(item && { items: [{ subject: 'b', fullName: '示例乙', ...item }] }),
  }));
  const held = { filing, items: filedItems, sites };
  return { held, periods: registerPeriodsOf(held, agencies[0]!) };
}

function factsOf({ begins, lasts, renewal, suspended, endsOn, isListed }: Life): FilingFacts {
  const to = addDays(begins, lasts);
  const requestedOn = addDays(to, -20);
  const decisions = {
    NONE: null,
    PENDING: { requestedOn, decision: null },
    REFUSED: { requestedOn, decision: { result: 'REFUSED', on: addDays(to, -5) } },
    LATE: { requestedOn, decision: { result: 'REFUSED', on: addDays(to, 15) } },
    APPROVED: { requestedOn, decision: { result: 'APPROVED', on: addDays(to, -3) } },
  } as const;
  const first = { from: begins, to, renewal: decisions[renewal] };
  const next = { from: addDays(to, 1), to: addDays(to, lasts), renewal: null };
  return {
    type: 'SOCIAL_ORGANISATION',
    listedOn: isListed ? begins : null,
    periods: isListed ? [] : renewal === 'APPROVED' ? [first, next] : [first],
    suspensions: suspended ? [suspended] : [],
    termination: endsOn && { kind: 'VOLUNTARY', reason: null, effectiveOn: endsOn },
  };
}

function rowOn(periods: readonly RegisterPeriod[], on: Day): RegisterPeriod | null {
  return periods.find(({ from, to }) => from <= on && (to === null || on <= to)) ?? null;
}

describe('the register', () => {
  test('shows on every day what the facts say of that day', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { held, periods } = registeredOf(life);
        for (let on = START; on <= addDays(START, DAYS * 2); on = addDays(on, 1)) {
          const facts = publicFactsOn(held, on);
          const row = rowOn(periods, on);
          expect(row && { ...facts, ...pick(row) }).toEqual(facts);
        }
      }),
      { numRuns: process.env['DEEP'] ? 200 : 15 },
    );

    function pick({ status, validFrom, validTo, items, sites }: RegisterPeriod) {
      return { status, validFrom, validTo, items, sites };
    }
  });

  test('tells a change between two days exactly where it shows something else, and when it began', () => {
    fc.assert(
      fc.property(anyLife, anyDay, fc.integer({ min: 0, max: DAYS }), (life, since, days) => {
        const { held, periods } = registeredOf(life);
        const on = addDays(since, days);
        const [before, after] = [publicFactsOn(held, since), publicFactsOn(held, on)];
        const changes = changesBetween(periods, since, on);
        expect(changes.length > 0).toBe(JSON.stringify(before) !== JSON.stringify(after));
        const row = rowOn(periods, on);
        // As the store looks for them.
        const isWanted =
          row !== null && row.from > since && !row.sameIn.some((one) => one.from <= since && one.to! >= since);
        expect(isWanted).toBe(changes.length > 0);
        for (const change of changes) {
          expect(change.on > since && change.on <= on).toBe(true);
          const [earlier] = changesBetween(periods, addDays(change.on, -1), change.on).filter(
            ({ kind, subject }) => kind === change.kind && subject === change.subject,
          );
          expect(earlier?.after ?? null).toBe(change.after);
        }
      }),
      { numRuns: process.env['DEEP'] ? 5_000 : 300 },
    );
  });

  test('has every change in its history, beginning with the day it became public', () => {
    fc.assert(
      fc.property(anyLife, anyDay, (life, on) => {
        const { periods } = registeredOf(life);
        const history = historyOfPeriods(periods, on);
        const begun = periods.filter(({ from }) => from <= on);
        expect(new Set(history.map((one) => one.on)).size).toBe(begun.length);
        expect(history[0]?.kind).toBe(begun.length > 0 ? 'PUBLISHED' : undefined);
      }),
    );
  });
});
