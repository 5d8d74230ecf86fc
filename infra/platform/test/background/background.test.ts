import { afterEach, describe, expect, test } from '@jest/globals';
import { listDeadLetters } from '../../dist/events/consumer-store.js';
import { headOf, listEvents } from '../../dist/events/event-store.js';
import { verifyJournal } from '../../dist/journal/verify-journal.js';
import { createLog } from '../../dist/log.js';
import { type RunningSubgraph, type SubgraphOptions, startSubgraph } from '../../dist/subgraph/start-subgraph.js';
import { publishForTest, serveForTest, settableClock } from '../../dist/testing.js';
import { databaseName, useMongo } from '../store.js';
import { addBills, billsOf, dueSubgraph, hour, receiptsOf } from './due-subgraph.js';

const running: RunningSubgraph[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
const log = createLog('test', 'silent');
const mongo = useMongo();

interface Started {
  readonly database: string;
  readonly seen?: (id: string) => void;
  readonly options?: Partial<SubgraphOptions>;
}

/** One copy of the process. */
async function start({ database, seen, options }: Started): Promise<RunningSubgraph> {
  const one = await startSubgraph(dueSubgraph(seen), {
    mongoUri: mongo(),
    port: 0,
    database,
    eventsDatabase: `${database}_events`,
    clock: settableClock(hour(10)),
    log,
    ...options,
  });
  running.push(one);
  return one;
}

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `b${at}`);

/** What is there when all is done: each bill paid by one act, told by one event, taken once. */
async function expectEachOnce({ connection, events }: RunningSubgraph, count: number): Promise<void> {
  expect((await billsOf(connection).find().lean()).map(({ isPaid, version }) => [isPaid, version])).toEqual(
    names(count).map(() => [true, 1]),
  );
  const found = await listEvents(events, 0, 1_000);
  expect(found.map(({ _id }) => _id)).toEqual(names(count).map((_, at) => at + 1));
  const told = await receiptsOf(connection).find().lean();
  expect([told.length, told.every((one) => one.told === 1)]).toEqual([count, true]);
  expect((await verifyJournal(connection)).faults).toEqual([]);
}

describe('two copies of a process on one store', () => {
  test('that run by themselves do everything once', async () => {
    const database = databaseName();
    const wanted = new Set(names(20));
    let all: (() => void) | undefined;
    const done = new Promise<void>((resolve) => (all = resolve));
    const seen = (id: string): void => {
      wanted.delete(id);
      if (wanted.size === 0) all!();
    };
    const first = await start({ database, seen, options: { everyMs: 20 } });
    await addBills(first.connection, names(20), hour(9));
    await start({ database, seen, options: { everyMs: 20 } });
    await done;
    for (const one of running) await one.background.stop();
    // What was broken off between two rounds is done by hand, and is done once, too.
    await first.background.settle();
    await expectEachOnce(first, 20);
  });

  test('do everything once though neither knows of the other', async () => {
    const database = databaseName();
    const options = { background: false };
    const [one, other] = [await start({ database, options }), await start({ database, options })];
    await addBills(one.connection, names(20), hour(9));
    for (let round = 0; round < 4; round += 1)
      await Promise.all([one.background.tick(), other.background.tick(), one.background.settle()]);
    await Promise.all([one.background.settle(), other.background.settle()]);
    await expectEachOnce(one, 20);
  });

  test('have nothing under way once they are stopped', async () => {
    const database = databaseName();
    const first = await start({ database, options: { everyMs: 1 } });
    await first.stop();
    expect(first.connection.readyState).toBe(0);
    await first.background.stop();
    running.length = 0;
  });
});

describe('what is due', () => {
  test('is done when the clock says so, and not before', async () => {
    const clock = settableClock(hour(8));
    const served = await serveForTest(dueSubgraph(), clock);
    await addBills(served.connection, names(3), hour(9));
    expect([await served.tick(), await served.settle()]).toEqual([0, 0]);
    clock.advance({ hours: 1 });
    expect(await served.tick()).toBe(3);
    expect(await served.settle()).toBe(6);
    expect([await served.tick(), await served.settle()]).toEqual([0, 0]);
    await served.stop();
  });
});

describe('an event of another service', () => {
  test('is taken like any other, and a poisoned one degrades the service', async () => {
    const served = await serveForTest(dueSubgraph(), settableClock(hour(10)));
    const states = async () =>
      (await (await fetch(`${served.url}/readyz`)).json()) as { status: string; checks: Record<string, string> };
    await publishForTest(served.events, { type: 'paid', payload: { id: 'far' } });
    await served.settle();
    expect(await receiptsOf(served.connection).findById('far').lean()).toMatchObject({ told: 1 });
    expect((await states()).status).toBe('ready');
    await publishForTest(served.events, { type: 'paid', payload: { id: 'poison' }, aggregate: 'bill/poison' });
    await publishForTest(served.events, { type: 'paid', payload: { id: 'near' } });
    await served.settle();
    expect([await headOf(served.events), (await listDeadLetters(served.connection, 'receipts')).length]).toEqual([
      3, 1,
    ]);
    expect(await receiptsOf(served.connection).findById('near').lean()).toMatchObject({ told: 1 });
    expect(await states()).toMatchObject({ status: 'degraded', checks: { 'events:receipts': 'failed' } });
    await served.stop();
  });
});

test('what waits is measured', async () => {
  const database = databaseName();
  let all: (() => void) | undefined;
  const done = new Promise<void>((resolve) => (all = resolve));
  const one = await start({ database, seen: () => all!(), options: { everyMs: 20 } });
  await addBills(one.connection, ['b0'], hour(9));
  await done;
  const text = await (await fetch(`${one.url}/metrics`)).text();
  for (const line of [
    'journal_outbox_rows{service="bills"}',
    'journal_outbox_oldest_seconds{service="bills"}',
    'events_lag{service="bills",consumer="receipts"}',
    'events_dead_letters{service="bills",consumer="receipts"} 0',
    'clockwork_runs_total{task="clockwork:bills:pay",outcome="done"}',
  ])
    expect(text).toContain(line);
});
