import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { districts } from '@shanghai/kernel';
import { type Caller, publicCaller, readInstant, rebuild } from '@shanghai/platform';
import { type PublishedEvent, type ServedSubgraph, publishForTest, serveForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import { supervision } from '../../dist/subgraph.js';
import { emptyChanges } from '../../dist/feed/change-store.js';
import { takeChanges } from '../../dist/feed/take-changes.js';
import {
  HUANGPU,
  PUDONG,
  XUHUI,
  filingChanged,
  loaded,
  siteChanged,
  told,
  toldFiling,
  toldSite,
} from '../subject/told.js';

let served: ServedSubgraph;
const RUNS = process.env['DEEP'] ? 50 : 8;

beforeAll(async () => {
  served = await serveForTest(supervision);
});
afterAll(async () => served.stop());

async function tell(...events: readonly PublishedEvent[]): Promise<void> {
  for (const event of events)
    await publishForTest(served.events, { ...event, at: readInstant('2026-10-20T02:00:00Z')! });
  await served.settle();
}

function bureauOf(district: string): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'pan', scopes: { district } };
}

const centre: Caller = { ...publicCaller, role: 'CENTRE', subject: 'zhou' };
const CHANGES = `query ($cursor: String, $first: PageSize) {
  changesSince(cursor: $cursor, first: $first) {
    changes { id cursor kind subjectId agency { id } act districts text on } cursor hasMore
  }
}`;

interface Seen {
  readonly id: string;
  readonly cursor: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly districts: readonly string[];
  readonly text: string;
}

async function read(caller: Caller, cursor: string | null = null, first = 100) {
  const answer = await served.ask(CHANGES, { cursor, first }, caller);
  expect(answer.errors).toEqual([]);
  const { changes, ...rest } = answer.data.changesSince as { changes: Seen[]; cursor: string; hasMore: boolean };
  return { changes, ...rest, commands: answer.commands };
}

async function readAll(caller: Caller, from: string | null = null, first = 100): Promise<Seen[]> {
  const { changes, cursor, hasMore } = await read(caller, from, first);
  return hasMore ? [...changes, ...(await readAll(caller, cursor, first))] : changes;
}

function caseChanged(over: Record<string, unknown> = {}): PublishedEvent {
  const payload = { caseId: 'case-1', act: 'decideCase', from: 'INVESTIGATING', to: 'DECIDED', agencyId: 'enterprise' };
  return { type: 'case.changed', payload: { ...payload, districts: [PUDONG], ...over } };
}

describe('变更流', () => {
  test('tells the districts that supervised an agency, and those that do from the change on', async () => {
    await tell(loaded([told({ agencyId: 'enterprise', sites: [toldSite()] }), told({ agencyId: 'other' })]));
    expect((await readAll(bureauOf(XUHUI))).map(({ subjectId }) => subjectId)).toEqual(['enterprise']);
    expect((await readAll(bureauOf(PUDONG))).map(({ subjectId }) => subjectId)).toEqual(['enterprise', 'other']);
    expect(await readAll(bureauOf(HUANGPU))).toEqual([]);

    const moved = { ...toldSite({ version: 1, district: HUANGPU }) };
    await tell(siteChanged('enterprise', moved));
    for (const district of [XUHUI, HUANGPU, PUDONG])
      expect((await readAll(bureauOf(district))).at(-1)).toMatchObject({ kind: 'SITE_CHANGED', subjectId: 'site-1' });
    await tell(siteChanged('enterprise', { ...moved, version: 2 }));
    expect((await readAll(bureauOf(XUHUI))).filter(({ kind }) => kind === 'SITE_CHANGED')).toHaveLength(1);
    expect((await readAll(bureauOf(HUANGPU))).filter(({ kind }) => kind === 'SITE_CHANGED')).toHaveLength(2);
  });

  test('tells of a case those districts alone that see it', async () => {
    await tell(caseChanged({ districts: [XUHUI] }));
    expect((await readAll(bureauOf(XUHUI))).at(-1)).toMatchObject({
      kind: 'CASE_CHANGED',
      subjectId: 'case-1',
      text: '示例企业enterprise的违纪违规案件状态变为“已决定”',
    });
    expect((await readAll(bureauOf(PUDONG))).some(({ kind }) => kind === 'CASE_CHANGED')).toBe(false);
  });

  test('says nothing of what was loaded again as it was, and says what is gone', async () => {
    const { cursor } = await read(centre);
    await tell(loaded([told({ agencyId: 'other' })]));
    expect((await readAll(centre, cursor)).map(({ kind, subjectId }) => [kind, subjectId])).toEqual([
      ['AGENCY_REMOVED', 'enterprise'],
    ]);
  });

  test('gives a cursor when nothing has changed, which goes on from there', async () => {
    const end = (await readAll(centre)).at(-1)!.cursor;
    const nothing = await read(centre, end);
    expect(nothing).toMatchObject({ changes: [], hasMore: false });
    await tell(filingChanged('other', toldFiling({ filingId: 'filing-of-other', version: 4 })));
    expect((await read(centre, nothing.cursor)).changes).toHaveLength(1);
  });

  test('refuses the cursor of another scope, and who may not see it', async () => {
    const { cursor } = await read(bureauOf(PUDONG));
    for (const [caller, code] of [
      [bureauOf(XUHUI), 'BAD_CURSOR'],
      [centre, 'BAD_CURSOR'],
      [publicCaller, 'FORBIDDEN'],
    ] as const)
      expect((await served.ask(CHANGES, { cursor }, caller)).errors[0]?.extensions['code']).toBe(code);
  });

  test('is one command, with an index for whoever asks', async () => {
    for (const caller of [centre, bureauOf(PUDONG)]) {
      const { commands } = await read(caller);
      expect(commands).toHaveLength(1);
      const { command } = commands[0]!;
      const plan = await served.connection.db!.command({
        explain: { find: command['find'], filter: command['filter'], sort: command['sort'] },
      });
      expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
    }
  });
});

const anyDistrict = fc.constantFrom(...districts.map(({ code }) => code));
const anyAgency = fc.constantFrom('random-1', 'random-2', 'random-3');
const anyEvent: fc.Arbitrary<PublishedEvent> = fc.oneof(
  fc
    .tuple(anyAgency, anyDistrict, fc.nat(9))
    .map(([id, district, version]) => siteChanged(id, toldSite({ siteId: `site-of-${id}`, district, version }))),
  fc
    .tuple(anyAgency, anyDistrict, fc.nat(9))
    .map(([id, district, version]) =>
      filingChanged(id, toldFiling({ filingId: `filing-of-${id}`, district, version })),
    ),
  anyAgency.map((agencyId) => loaded([told({ agencyId })], `random/${agencyId}`)),
  fc.array(anyDistrict, { maxLength: 3 }).map((seenBy) => caseChanged({ districts: [...new Set(seenBy)] })),
  fc.constant({ type: 'edition.published', payload: {} }),
);

describe('变更流 of random writers and readers', () => {
  test('is read by each without a gap and without a double, wherever it stops and goes on', async () => {
    const step = fc.oneof(
      fc.record({ write: anyEvent }),
      fc.record({ settle: fc.constant(true) }),
      fc.record({ reader: fc.nat(2), first: fc.integer({ min: 1, max: 4 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
        const readers = [centre, bureauOf(PUDONG), bureauOf(XUHUI)].map((caller) => ({
          caller,
          cursor: null as string | null,
          seen: [] as string[],
        }));
        for (const reader of readers) {
          const before = await readAll(reader.caller);
          reader.seen = before.map(({ id }) => id);
          reader.cursor = before.at(-1)?.cursor ?? null;
        }
        const readOn = async (no: number, first: number): Promise<boolean> => {
          const reader = readers[no]!;
          const { changes, cursor, hasMore } = await read(reader.caller, reader.cursor, first);
          reader.seen.push(...changes.map(({ id }) => id));
          reader.cursor = cursor;
          return hasMore;
        };
        for (const one of steps)
          if ('write' in one) await publishForTest(served.events, one.write);
          else if ('reader' in one) await readOn(one.reader, one.first);
          else await served.settle();
        await served.settle();
        for (const [no, reader] of readers.entries()) {
          while (await readOn(no, 3));
          expect(reader.seen).toEqual((await readAll(reader.caller)).map(({ id }) => id));
          expect(reader.seen).toEqual([...new Set(reader.seen)].sort());
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('told anew from the first event is the same', async () => {
    const stored = async () => served.connection.db!.collection('changes').find().sort({ _id: 1 }).toArray();
    const before = await stored();
    expect(before.length).toBeGreaterThan(20);
    const consumer = takeChanges(served.connection);
    await rebuild({ consumer, store: served.connection }, async (session) => emptyChanges(served.connection, session));
    expect(await stored()).toEqual([]);
    await served.settle();
    expect(await stored()).toEqual(before);
  });
});
