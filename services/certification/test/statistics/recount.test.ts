import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import type { Certificate } from '../../dist/certificate/certificate.js';
import { certification } from '../../dist/subgraph.js';
import { type CertificateCell, cellChanges } from '../../dist/statistics/certificate-cell.js';
import { streamCells } from '../../dist/statistics/certificate-cell-store.js';
import { certificatesCounted } from '../../dist/statistics/certificates-counted.js';
import { inventedCertificate } from '../invented-certificate.js';

const RUNS = process.env['DEEP'] ? 200 : 12;
const sample = inventedCertificate();

/** What becomes of one certificate after the other: each step makes one, or changes one that there is. */
const step = fc.record({
  on: fc.nat(9),
  agencyId: fc.constantFrom('agency-1', 'agency-2'),
  district: fc.constantFrom('310115', '310101', null),
  itemId: fc.constantFrom('item-1', 'item-2', null),
  level: fc.constantFrom(5, 3, null),
  source: fc.constantFrom('UPLOADED', 'IMPORTED'),
  issuedOn: fc.constantFrom(day('2026-09-30'), day('2026-10-01')),
  status: fc.constantFrom('VALID', 'FLAGGED', 'REVOKED'),
  hiddenOn: fc.constantFrom(null, null, null, day('2026-10-20')),
});

let served: ServedSubgraph;
beforeAll(async () => {
  served = await serveForTest(certification);
});
afterAll(async () => served.stop());

async function cells(): Promise<readonly CertificateCell[]> {
  const all: CertificateCell[] = [];
  for await (const { _id, valid, flagged, revoked, ...place } of streamCells(served.connection))
    if (valid + flagged + revoked !== 0) all.push({ _id, valid, flagged, revoked, ...place });
  return all;
}

function sorted(list: readonly CertificateCell[]): readonly CertificateCell[] {
  return list.toSorted((a, b) => (a._id < b._id ? -1 : 1));
}

async function count(changes: Parameters<typeof certificatesCounted>[1]): Promise<void> {
  await served.connection.transaction(async (session) => certificatesCounted(served.connection, changes, session));
}

describe('the counts of certificates', () => {
  test('that are kept with each change are those of a full recount', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 6 }), async (acts) => {
        await served.connection.db!.collection('certificateCells').deleteMany({});
        const standing = new Map<number, Certificate>();
        for (const steps of acts) {
          const changes = steps.map(({ on, ...rest }) => {
            const before = standing.get(on) ?? null;
            // An agency answers for its certificates for good.
            const kept = before && { agencyId: before.agencyId };
            const after = { ...sample, ...rest, ...kept } as Certificate;
            standing.set(on, after);
            return { before, after };
          });
          await count(changes);
        }
        const recount = cellChanges([...standing.values()].map((after) => ({ before: null, after })));
        expect(sorted(await cells())).toEqual(sorted(recount));
      }),
      { numRuns: RUNS },
    );
  });

  test('of an act that did not come to its end are not kept', async () => {
    const before = await cells();
    const undone = served.connection.transaction(async (session) => {
      await certificatesCounted(served.connection, [{ before: null, after: sample }], session);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await cells()).toEqual(before);
  });
});

describe('the statistics', () => {
  const COUNTS = `query ($by: CertificateDimension!, $agencyId: ID, $itemId: ID, $from: Day, $level: SkillLevel) {
    certificateStatistics(by: $by, agencyId: $agencyId, itemId: $itemId, from: $from, level: $level, first: 100) {
      totalCount nodes { value total valid flagged revoked district { code } agency { id } item { id } occupation }
    } }`;
  const centre: Caller = { ...publicCaller, role: 'CENTRE', subject: 'centre' };
  const analyst: Caller = { ...publicCaller, role: 'ANALYST', subject: 'analyst' };
  const bureau: Caller = { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'b', scopes: { district: '310101' } };
  const agency: Caller = { ...publicCaller, role: 'AGENCY', subject: 'a', scopes: { agency: 'agency-2' } };

  beforeAll(async () => {
    await served.connection.db!.collection('certificateCells').deleteMany({});
    const of = (many: number, later: Partial<Certificate>) =>
      Array.from({ length: many }, () => ({ before: null, after: { ...sample, ...later } }));
    await count([
      ...of(12, {}),
      ...of(3, { status: 'REVOKED' }),
      ...of(4, { agencyId: 'agency-2', district: '310101', level: 3 }),
      ...of(1, { agencyId: 'agency-2', district: '310101', itemId: 'item-2', occupation: '茶艺师' }),
      ...of(2, { issuedOn: day('2020-01-01') }),
    ]);
  });

  const totals = async (variables: object, caller: Caller) => {
    const { data, errors, commands } = await served.ask(COUNTS, { ...variables }, caller);
    expect(errors).toEqual([]);
    expect(commands).toHaveLength(1);
    return data.certificateStatistics.nodes.map((one: { value: string; total: number }) => [one.value, one.total]);
  };

  test.each([
    [
      'DISTRICT',
      {},
      [
        ['310101', 5],
        ['310115', 15],
      ],
    ],
    [
      'ITEM',
      {},
      [
        ['item-1', 19],
        ['item-2', 1],
      ],
    ],
    [
      'LEVEL',
      {},
      [
        ['SENIOR', 4],
        ['INTERMEDIATE', 16],
      ],
    ],
    [
      'AGENCY',
      {},
      [
        ['agency-1', 15],
        ['agency-2', 5],
      ],
    ],
    ['MONTH', {}, [['2026-10', 20]]],
    ['MONTH', { from: '2022-01-01' }, [['2026-10', 20]]],
    ['SOURCE', {}, [['UPLOADED', 20]]],
    [
      'ITEM',
      { agencyId: 'agency-2' },
      [
        ['item-1', 4],
        ['item-2', 1],
      ],
    ],
    ['AGENCY', { itemId: 'item-2' }, [['agency-2', 1]]],
    ['LEVEL', { itemId: 'item-1', level: 'SENIOR' }, [['SENIOR', 4]]],
    ['LEVEL', { level: 'CHIEF_TECHNICIAN' }, []],
  ])('by %s with %j are exact for the Centre', async (by, filter, expected) => {
    expect(await totals({ by, ...filter }, centre)).toEqual(expected);
  });

  test('are those of the own district, or of the own agency, alone', async () => {
    expect(await totals({ by: 'DISTRICT' }, bureau)).toEqual([['310101', 5]]);
    expect(await totals({ by: 'AGENCY', agencyId: 'agency-1' }, bureau)).toEqual([]);
    expect(await totals({ by: 'DISTRICT' }, agency)).toEqual([['310101', 5]]);
    expect(await totals({ by: 'ITEM' }, agency)).toEqual([
      ['item-1', 4],
      ['item-2', 1],
    ]);
    expect(await totals({ by: 'ITEM', agencyId: 'agency-1' }, agency)).toEqual([]);
  });

  test('tell analysts no number below five, and the others in fives', async () => {
    expect(await totals({ by: 'ITEM' }, analyst)).toEqual([
      ['item-1', 20],
      ['item-2', null],
    ]);
    expect(await totals({ by: 'ITEM', agencyId: 'agency-2' }, analyst)).toEqual([
      ['item-1', null],
      ['item-2', null],
    ]);
  });

  test.each([
    ['from after to', { from: '2027-01-01' }],
    ['more than sixty months', { from: '2021-11-01' }],
  ])('of %s are the caller’s mistake', async (_, variables) => {
    const { errors } = await served.ask(COUNTS, { by: 'MONTH', ...variables }, centre);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'from' });
  });
});
