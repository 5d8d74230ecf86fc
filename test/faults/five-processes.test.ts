import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { connectMongo, createLog, listEvents, type Running, verifyJournal } from '@shanghai/platform';
import { type CaseOf, answeredCase, decide, filingOf, investigatedCase, suspendedFiling } from './decided-case.js';
import {
  type FiveProcesses,
  hasRedis,
  processNames,
  startFiveProcesses,
  startRedis,
  TODAY,
  until,
} from './five-processes.js';

const isDeep = Boolean(process.env['DEEP']);
const MEASURED = isDeep ? 20 : 1;
/** A decision takes about so long to be everywhere. */
const MOMENTS_MS = 1_000;
const log = createLog('test', 'silent');
jest.setTimeout(1_800_000);

const worlds = [
  { how: 'without Redis', withRedis: false, seeds: isDeep ? 50 : 1 },
  { how: 'with Redis', withRedis: true, seeds: isDeep ? 10 : 1 },
] as const;

/** Those between which events pass first, then the others. */
function lostWith(seed: number): string {
  const order = ['agencies', 'supervision', 'gateway'];
  const all = [...order, ...processNames.filter((name) => !order.includes(name))];
  return all[seed % all.length]!;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

/** How long the effect takes to be seen by everybody, and to be answered in the case, in milliseconds. */
async function timed(graph: FiveProcesses, one: CaseOf) {
  await decide(graph, one);
  const decided = performance.now();
  await suspendedFiling(graph, one);
  const seen = performance.now() - decided;
  await answeredCase(graph, one);
  return { seen, answered: performance.now() - decided };
}

interface Filed {
  readonly facts: { readonly suspensions: readonly unknown[] };
}

// The machine may have no Redis, which is an option of deployments.
for (const { how, withRedis, seeds } of worlds)
  (withRedis && !hasRedis ? describe.skip : describe)(`from decision to effect in five processes, ${how}`, () => {
    let graph: FiveProcesses;
    let redis: (Running & { readonly uri: string }) | null = null;
    const cases: CaseOf[] = [];
    beforeAll(async () => {
      redis = withRedis ? await startRedis() : null;
      graph = await startFiveProcesses(MEASURED + seeds + 1, redis?.uri);
    });
    afterAll(async () => {
      await graph.stop();
      await redis?.stop();
    });

    async function investigated(): Promise<CaseOf> {
      const one = await investigatedCase(graph, cases.length);
      cases.push(one);
      return one;
    }

    async function expectApplied(one: CaseOf): Promise<void> {
      await suspendedFiling(graph, one);
      const { effects, isEffectMissing } = await answeredCase(graph, one);
      expect(effects).toMatchObject([{ kind: 'SUSPEND_EVALUATION', status: 'APPLIED', appliedOn: TODAY }]);
      expect([isEffectMissing, effects[0].byEvent > 0]).toEqual([false, true]);
    }

    test('the filing is suspended, and the case knows since when and by which event', async () => {
      const times: { readonly seen: number; readonly answered: number }[] = [];
      for (let no = 0; no < MEASURED; no += 1) times.push(await timed(graph, await investigated()));
      for (const way of ['seen', 'answered'] as const) {
        const all = times.map((one) => Math.round(one[way]));
        console.log(`effect ${way} ${how}: median ${median(all)} ms, longest ${Math.max(...all)} ms of ${MEASURED}`);
      }
      for (const one of cases) await expectApplied(one);
    });

    // FAULTS 2, FAULTS 3, FAULTS 4 and FAULTS 5 in one, since the point at which it is killed is left to the moment.
    test.each(Array.from({ length: seeds }, (_, seed) => [seed, lostWith(seed)] as const))(
      'FAULTS 2 to 5: nothing is lost with one of the five killed and started again (seed %i: %s)',
      async (seed, lost) => {
        const one = await investigated();
        const decided = decide(graph, one);
        await delay((seed * 137) % MOMENTS_MS);
        await graph.lose(lost);
        await decided;
        await expectApplied(one);
      },
    );

    if (withRedis)
      test('FAULTS 8: the effect arrives when Redis is lost, too', async () => {
        await redis?.stop();
        redis = null;
        const one = await investigated();
        await decide(graph, one);
        await expectApplied(one);
      });

    test('nothing was done twice', async () => {
      const [city, register, events] = await Promise.all(
        ['supervision', 'agencies', 'events'].map(async (database) =>
          connectMongo({ uri: graph.mongoUri, database, log }),
        ),
      );
      const stored = await city!.db!.collection('violationCases').find().toArray();
      expect(stored.map(({ version }) => version as number)).toEqual(cases.map(() => 5));
      const filings = await register!
        .db!.collection<{ _id: string }>('filings')
        .find({ _id: { $in: cases.map(({ no }) => filingOf(no)) } })
        .toArray();
      expect(filings.map((one) => (one as unknown as Filed).facts.suspensions.length)).toEqual(cases.map(() => 1));
      for (const kept of ['measures', 'restrictions'])
        expect([kept, await register!.db!.collection(kept).countDocuments()]).toEqual([kept, cases.length]);

      const passed = await listEvents(events!, 0, 10_000);
      expect(passed.map(({ _id }) => _id)).toEqual(passed.map((_, at) => at + 1));
      expect(new Set(passed.map(({ source }) => source)).size).toBe(passed.length);
      for (const type of ['measure.ordered', 'measure.applied', 'restriction.imposed'])
        expect([type, passed.filter((event) => event.type === type).length]).toEqual([type, cases.length]);
      const told = passed.filter(({ type }) => type === 'case.changed').length;
      const countChanges = async () => city!.db!.collection('changes').countDocuments({ kind: 'CASE_CHANGED' });
      // The last of them may still be on their way.
      expect(await until(async () => ((await countChanges()) < told ? undefined : countChanges()))).toBe(told);
      for (const store of [city!, register!]) expect((await verifyJournal(store)).faults).toEqual([]);
      for (const connection of [city!, register!, events!]) await connection.close();
    });
  });
