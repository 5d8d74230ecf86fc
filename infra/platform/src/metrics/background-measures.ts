import { Counter, Gauge } from 'prom-client';
import { registry } from './registry.js';

/** What waits in the background of one service, read when it is asked for. */
export interface BackgroundSource {
  readonly service: string;
  readonly outbox: () => Promise<{ readonly rows: number; readonly oldestSeconds: number }>;
  readonly consumers: () => Promise<
    readonly { readonly consumer: string; readonly lag: number; readonly deadLetters: number }[]
  >;
}

type Reading = readonly [labels: Readonly<Record<string, string>>, value: number];

const sources = new Set<BackgroundSource>();

/** Reads the source whenever the measures are read, until the end is called. */
export function addBackgroundSource(source: BackgroundSource): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

function gauge(
  name: string,
  help: string,
  labelNames: readonly string[],
  read: (source: BackgroundSource) => Promise<readonly Reading[]>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      this.reset();
      // A store that does not answer must not take the other measures away.
      for (const source of sources)
        for (const [labels, value] of await read(source).catch(() => [])) this.set({ ...labels }, value);
    },
  });
}

gauge('journal_outbox_rows', 'Acts that wait to be passed on as events', ['service'], async ({ service, outbox }) => [
  [{ service }, (await outbox()).rows],
]);
gauge('journal_outbox_oldest_seconds', 'Age of the oldest of them', ['service'], async ({ service, outbox }) => [
  [{ service }, (await outbox()).oldestSeconds],
]);
gauge('events_lag', 'Events that a consumer has still to take', ['service', 'consumer'], async (source) =>
  (await source.consumers()).map(({ consumer, lag }) => [{ service: source.service, consumer }, lag]),
);
gauge('events_dead_letters', 'Events that a consumer could not take', ['service', 'consumer'], async (source) =>
  (await source.consumers()).map(({ consumer, deadLetters }) => [{ service: source.service, consumer }, deadLetters]),
);

const runs = new Counter({
  name: 'clockwork_runs_total',
  help: 'Runs of what becomes due by time, done or failed',
  labelNames: ['task', 'outcome'],
  registers: [registry],
});

/** Counts a run of a clockwork task. */
export function countClockwork(task: string, outcome: 'done' | 'failed'): void {
  runs.inc({ task, outcome });
}
