import { randomUUID } from 'node:crypto';
import { countDeadLetters } from '../events/consumer-store.js';
import { type RunningLoop, startLoop } from '../events/loop.js';
import type { ReadinessCheck } from '../http/health.js';
import { onTelling } from '../journal/telling.js';
import { addBackgroundSource, countClockwork } from '../metrics/background-measures.js';
import type { Running } from '../startup.js';
import { backgroundSourceOf } from './background-source.js';
import { type BackgroundParts, type Work, backgroundWorkOf } from './background-work.js';
import { createLeaseKeeper } from './lease-keeper.js';
import { type Waker, createWaker } from './waker.js';

export interface BackgroundOptions extends BackgroundParts {
  /** How often clockwork looks for what is due; a minute when absent. */
  readonly everyMs?: number | undefined;
  /** How often relay and consumers look when nobody wakes them; a second when absent. */
  readonly pollMs?: number | undefined;
  /** A Redis that wakes other processes sooner. */
  readonly redisUri?: string | undefined;
}

/** The background work of a subgraph, which runs by itself or is driven by hand. */
export interface Background extends Running {
  /** What degrades the service: a consumer with dead letters. */
  readonly checks: readonly ReadinessCheck[];
  /** The names of its consumers. */
  readonly consumers: readonly string[];
  /** Calls the function whenever this process, or one that wakes it, has told or taken something; until the end is called. */
  onProgress(listener: () => void): () => void;
  /** Starts a loop for each work. Any number of processes may do so on one store. */
  start(): void;
  /** Relays and consumes until nothing is left of what this service tells and is told; gives the number of both. */
  settle(): Promise<number>;
  /** Runs every clockwork task once at the instant of the clock; gives the number of things done. */
  tick(): Promise<number>;
}

const MINUTE_MS = 60_000;
const POLL_MS = 1_000;
const HOUR_MS = 3_600_000;
/** After this long another process takes over the work of one that was killed, or a little later. */
const LEASE_MS = 10_000;

/** Makes the background work of a subgraph; nothing runs before it is started. */
export function createBackground(options: BackgroundOptions): Background {
  const { store, events, services, everyMs = MINUTE_MS, pollMs = POLL_MS, redisUri } = options;
  const { log } = services;
  const work = backgroundWorkOf(options);
  const [toldTopic, eventsTopic] = [`told:${store.name}`, `events:${events.name}`];
  const keeper = createLeaseKeeper(store, randomUUID());
  let loops: readonly RunningLoop[] = [];
  let waker: Waker | undefined;
  let ends: readonly (() => void)[] = [];
  const listeners = new Set<() => void>();
  const progressed = (): void => listeners.forEach((listener) => listener());

  /** A loop whose steps are taken by one process at a time, as far as that can be known. */
  function run({ name, step }: Work, every: number): RunningLoop {
    const forMs = Math.max(LEASE_MS, 3 * every);
    return startLoop({ name, everyMs: every, log, step: async () => ((await keeper.holds(name, forMs)) ? step() : 0) });
  }

  async function waking(step: Work['step'], topic: string): Promise<number> {
    const done = await step();
    if (done > 0) waker?.wake(topic);
    return done;
  }

  function start(): void {
    const woken = createWaker({ redisUri, log });
    waker = woken;
    const relay = run({ ...work.relay, step: async () => waking(work.relay.step, eventsTopic) }, pollMs);
    // A consumer may tell others something in turn.
    const consumers = work.consumers.map((one) =>
      run({ ...one, step: async () => waking(one.step, toldTopic) }, pollMs),
    );
    const clockwork = work.clockwork.map((one) => run({ ...one, step: counted(one) }, everyMs));
    loops = [relay, ...consumers, ...clockwork, run(work.anchor, HOUR_MS)];
    woken.listen(toldTopic, () => relay.wake());
    woken.listen(eventsTopic, () => consumers.forEach((one) => one.wake()));
    for (const topic of [toldTopic, eventsTopic]) woken.listen(topic, progressed);
    ends = [
      onTelling(store, () => woken.wake(toldTopic)),
      addBackgroundSource(backgroundSourceOf(options, work.consumers)),
    ];
  }

  async function settle(): Promise<number> {
    let all = 0;
    for (let done = -1; done !== 0; all += done) {
      done = await work.relay.step();
      for (const { step, lag } of work.consumers) while ((await lag()) > 0) done += await step();
    }
    return all;
  }

  return {
    checks: work.consumers.map(({ consumer }) => ({
      name: `events:${consumer}`,
      optional: true,
      check: async () => (await countDeadLetters(store, consumer)) === 0,
    })),
    consumers: work.consumers.map(({ consumer }) => consumer),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    settle,
    async tick() {
      let done = 0;
      for (const { step } of work.clockwork) done += await step();
      return done;
    },
    async stop() {
      for (const end of ends) end();
      await Promise.all(loops.map(async (loop) => loop.stop()));
      await waker?.stop();
      if (loops.length > 0) await keeper.release();
    },
  };
}

function counted({ name, step }: Work): Work['step'] {
  return async () => {
    try {
      const done = await step();
      countClockwork(name, 'done');
      return done;
    } catch (error) {
      countClockwork(name, 'failed');
      throw error;
    }
  };
}
