import { describe, expect, test } from '@jest/globals';
import {
  type Filing,
  type Register,
  isExtended,
  judgeItemTermination,
  renewalOn,
  standingOf,
  stateOn,
  validToOf,
} from '@shanghai/agencies';
import { addDays, districts, parseCreditCode, refusalsOf } from '@shanghai/kernel';
import fc from 'fast-check';
import { generatePopulation } from '../dist/generate-population.js';
import { inventedFor } from '../dist/invented-life.js';
import { populationSizes } from '../dist/population-size.js';
import { readCatalogue } from './catalogue.js';
import { RUNS } from './runs.js';

const catalogue = await readCatalogue();
const plans = fc.record({
  seed: fc.string(),
  agencies: fc.integer({ min: 1, max: 120 }),
  each: fc.integer({ min: 2, max: 7 }),
});

function generate(counts: { agencies: number; filedItems: number }, seed?: string): Register {
  const batches = [...generatePopulation({ counts, catalogue, ...(seed !== undefined && { seed }) })];
  return {
    agencies: batches.flatMap(({ agencies }) => agencies),
    filings: batches.flatMap(({ filings }) => filings),
    filedItems: batches.flatMap(({ filedItems }) => filedItems),
    sites: batches.flatMap(({ sites }) => sites),
  };
}

/** A property of every population, whatever its seed and counts. */
function always(check: (register: Register) => void): void {
  fc.assert(
    fc.property(plans, ({ seed, agencies, each }) => {
      check(generate({ agencies, filedItems: agencies * each }, seed));
    }),
    { numRuns: RUNS },
  );
}

/** What may have become of a filing after its receipt, each told by its facts and by what acts would have recorded. */
const laterLives: readonly (readonly [string, (filing: Filing) => boolean])[] = [
  [
    'was evaluated before it was renewed',
    ({ facts, record }) => isRenewed(facts) && record!.expiryEvaluations.length === 1,
  ],
  ['waits for the decision on its renewal', ({ facts }) => renewalOn(facts, inventedFor) === 'REQUESTED'],
  ['goes on past its last day until that decision', ({ facts }) => isExtended(facts, inventedFor)],
  ['expired without a request, which nobody has recorded', ({ facts }) => expiresUnrecorded(facts)],
  ['was adjusted', ({ record }) => record?.adjustments.some(({ decision }) => decision !== null) ?? false],
  ['waits for the decision on an adjustment', ({ record }) => record?.adjustments.some(isPending) ?? false],
  ['has an item that cannot be evaluated any more', ({ record }) => (record?.notEvaluable.length ?? 0) > 0],
  [
    'was given up',
    ({ facts, record }) => facts.termination?.kind === 'VOLUNTARY' && record!.terminationRequest !== null,
  ],
  ['was ordered to end', ({ facts, record }) => facts.termination?.kind === 'ORDERED' && record!.wrapUp.length === 3],
  ['ended since nobody asked for more', ({ facts }) => facts.termination?.reason === 'NO_RENEWAL'],
  ['ended with its body', ({ record }) => record?.terminationBasis?.subjectStatus === 'DEREGISTERED'],
];

describe.each(['S', 'M'] as const)('the population of size %s', (size) => {
  const register = generate(populationSizes[size]);

  test('has as many agencies and filed items as it says', () => {
    expect(register.agencies).toHaveLength(populationSizes[size].agencies);
    expect(register.filedItems).toHaveLength(populationSizes[size].filedItems);
  });

  test('is the same when it is made again', () => {
    // As texts: to compare 40,000 documents field by field takes seconds.
    expect(JSON.stringify(generate(populationSizes[size])) === JSON.stringify(register)).toBe(true);
  });

  test('gives everything an id of its own, and every agency a credit code and every filing a receipt of its own', () => {
    for (const rows of [register.agencies, register.filings, register.filedItems, register.sites])
      expect(new Set<string>(rows.map(({ _id }) => _id)).size).toBe(rows.length);
    expect(new Set(register.agencies.map(({ creditCode }) => creditCode)).size).toBe(register.agencies.length);
    expect(new Set(register.filings.map(({ receiptNo }) => receiptNo)).size).toBe(register.filings.length);
  });

  test('has all types, all states, all districts, and filings that end soon', () => {
    expect(new Set(register.agencies.map(({ type }) => type)).size).toBe(4);
    const states = new Set(register.filings.map(({ facts }) => stateOn(facts, inventedFor)?.status));
    expect([...states].sort()).toEqual(['ACTIVE', 'EXPIRED', 'SUSPENDED', 'TERMINATED']);
    expect(new Set(register.agencies.map(({ registrationDistrict }) => registrationDistrict)).size).toBe(
      districts.length,
    );
    expect(new Set(register.sites.map(({ district }) => district)).size).toBe(districts.length);
    expect(register.filings.some((filing) => endsWithin(filing, 90))).toBe(true);
  });

  test.each(laterLives)('has a filing that %s', (_, isSo) => {
    expect(register.filings.some(isSo)).toBe(true);
  });

  test('has filings that were renewed', () => {
    expect(register.filings.some(({ facts }) => facts.periods.length === 2)).toBe(true);
  });
});

describe('every population', () => {
  test('says of everything that it is invented', () => {
    always(({ agencies, filings, filedItems, sites }) => {
      for (const { synthetic } of [...agencies, ...filings, ...filedItems, ...sites]) expect(synthetic).toBe(true);
      for (const { name } of [...agencies, ...sites]) expect(name).toMatch(/^示例/);
    });
  });

  test('has credit codes that pass their check, of the district of registration', () => {
    always(({ agencies }) => {
      for (const { creditCode, registrationDistrict } of agencies) {
        expect(parseCreditCode(creditCode!).ok).toBe(true);
        expect(creditCode).toMatch(new RegExp(`^Y1${registrationDistrict}EX`));
      }
    });
  });

  test('has filings whose days agree with each other', () => {
    always(({ filings }) => {
      for (const filing of filings) checkDays(filing);
    });
  });

  test('has no agency with two filings at the same time', () => {
    always(({ filings }) => {
      for (const [at, { agencyId, standing }] of filings.entries()) {
        const before = filings[at - 1];
        if (before?.agencyId === agencyId) expect(before.standing.to! < standing.from).toBe(true);
      }
    });
  });

  test('files items of the kind that the type of the agency allows (FIL-001)', () => {
    always(({ filedItems, filings }) => {
      const typeOf = new Map(filings.map(({ _id, facts }) => [_id, facts.type]));
      for (const item of filedItems) {
        const type = typeOf.get(item.filingId)!;
        expect(item.itemId !== null).toBe(type === 'SOCIAL_ORGANISATION');
        expect(item.mappingId !== null).toBe(type === 'COMPARISON');
        if (type === 'COLLEGE') expect(item.standardKind).toBe('NATIONAL');
        expect(item.standing.to === null || item.standing.from <= item.standing.to).toBe(true);
      }
    });
  });

  test('has an adjustment for every item that came later (FIL-012)', () => {
    always(({ filings, filedItems }) => {
      for (const { _id, standing, record } of filings) {
        const decided = (record?.adjustments ?? []).filter(({ decision }) => decision !== null);
        const later = filedItems.filter(({ filingId, from }) => filingId === _id && from !== standing.from);
        expect(
          decided.flatMap(({ additions, decision }) => additions.map((one) => [decision!.on, one.fullName])),
        ).toEqual(expect.arrayContaining(later.map(({ from, fullName }) => [from, fullName])));
      }
    });
  });

  test('has ended no item that the authority could not have ended (FIL-006)', () => {
    always(({ filings, filedItems }) => {
      for (const filing of filings)
        for (const { filedItemId, endedOn } of filing.record?.notEvaluable ?? []) {
          const item = filedItems.find(({ _id }) => _id === filedItemId)!;
          expect(item.to).toBe(endedOn && addDays(endedOn, -1));
          if (endedOn) expect(refusalsOf(judgeItemTermination(beforeItsEnd(filing), filedItemId, endedOn))).toEqual([]);
        }
    });
  });

  test('files an item once in a filing', () => {
    always(({ filedItems }) => {
      const named = filedItems.map(({ filingId, nameKey }) => `${filingId} ${nameKey}`);
      expect(new Set(named).size).toBe(named.length);
    });
  });
});

function checkDays({ facts, standing }: Filing): void {
  const { type, periods, suspensions, termination } = facts;
  const first = periods[0]!;
  for (const [at, { from, to, renewal }] of periods.entries()) {
    expect(to).toBe(validToOf(type, from));
    if (at > 0) expect(from).toBe(addDays(periods[at - 1]!.to, 1));
    if (renewal?.decision) expect(renewal.requestedOn <= renewal.decision.on).toBe(true);
    expect(renewal?.decision?.result === 'APPROVED').toBe(at < periods.length - 1);
  }
  for (const { from, to } of suspensions) {
    expect(from > first.from).toBe(true);
    expect(to === null || to >= from).toBe(true);
  }
  expect(first.from <= inventedFor).toBe(true);
  if (termination) expect(termination.effectiveOn > first.from && termination.effectiveOn <= inventedFor).toBe(true);
  if (type === 'COMPARISON') expect(first.from > '2026-06-23').toBe(true);
  expect(standing).toEqual(standingOf(facts));
}

function isRenewed({ periods }: Filing['facts']): boolean {
  return periods.length === 2;
}

function expiresUnrecorded(facts: Filing['facts']): boolean {
  return stateOn(facts, inventedFor)?.status === 'EXPIRED' && renewalOn(facts, inventedFor) === 'NONE';
}

function isPending({ decision }: { readonly decision: unknown }): boolean {
  return decision === null;
}

/** A filing as it was before its item was ended. */
function beforeItsEnd(filing: Filing): Filing {
  const notEvaluable = filing.record!.notEvaluable.map((one) => ({ ...one, endedOn: null }));
  return { ...filing, record: { ...filing.record!, notEvaluable } };
}

function endsWithin({ facts }: Filing, days: number): boolean {
  const { to, renewal } = facts.periods.at(-1)!;
  return renewal === null && to >= inventedFor && to <= addDays(inventedFor, days);
}
