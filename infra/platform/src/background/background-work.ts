import type { Connection } from 'mongoose';
import { instantAt, systemClock } from '../clock.js';
import { type Consumption, consumeOnce, lagOf } from '../events/consume.js';
import { relayOnce } from '../events/relay.js';
import { anchorJournal } from '../journal/verify-journal.js';
import type { BackgroundServices, Subgraph } from '../subgraph/subgraph.js';

/** What works in the background, and on what. */
export interface BackgroundParts {
  readonly subgraph: Pick<Subgraph<object>, 'name' | 'consumers' | 'clockwork'>;
  readonly store: Connection;
  /** The database of events, which all services share. */
  readonly events: Connection;
  readonly services: BackgroundServices;
}

/** One thing that is done again and again. */
export interface Work {
  /** Of its loop and its lease. */
  readonly name: string;
  /** The number of things done; 0 when nothing is left for now. */
  readonly step: () => Promise<number>;
}

/** The work of one consumer. */
export interface ConsumerWork extends Work {
  /** The name of the consumer. */
  readonly consumer: string;
  /** How many events it has still to take. */
  readonly lag: () => Promise<number>;
}

/** Everything that a subgraph does without being asked. */
export interface BackgroundWork {
  readonly relay: Work;
  readonly consumers: readonly ConsumerWork[];
  readonly clockwork: readonly Work[];
  readonly anchor: Work;
}

const DAY_MS = 86_400_000;
/** Longer than an act takes from its instant to its commit. */
const SETTLING_MS = 600_000;

/** The work of a subgraph, each with its step. */
export function backgroundWorkOf({ subgraph, store, events, services }: BackgroundParts): BackgroundWork {
  const { name: origin, consumers, clockwork = [] } = subgraph;
  const { log, clock } = services;
  return {
    relay: { name: `relay:${origin}`, step: async () => relayOnce({ from: store, origin, to: events }) },
    consumers: (consumers?.(store, services) ?? []).map((consumer) => {
      const consumption: Consumption = { consumer, store, events, log };
      return {
        name: `consumer:${origin}:${consumer.name}`,
        consumer: consumer.name,
        step: async () => consumeOnce(consumption),
        lag: async () => lagOf(consumption),
      };
    }),
    clockwork: clockwork.map(({ name, run }) => ({
      name: `clockwork:${origin}:${name}`,
      step: async () => run(store, clock.now(), services),
    })),
    anchor: {
      name: `anchor:${origin}`,
      step: async () => {
        await anchorYesterday(store, clock.now());
        return 0;
      },
    },
  };
}

/**
 * Anchors the journal as it stood at the beginning of the day (UTC), once the acts of the day before are all there. Under a clock
 * that is shifted nothing is anchored, since its days may come again.
 */
async function anchorYesterday(store: Connection, now: Date): Promise<void> {
  if (Math.abs(systemClock.now().getTime() - now.getTime()) > SETTLING_MS) return;
  const midnight = Math.floor((now.getTime() - SETTLING_MS) / DAY_MS) * DAY_MS;
  await anchorJournal(store, instantAt(midnight), now);
}
