import type { Connection } from 'mongoose';
import { systemClock } from '../clock.js';
import { type Consumption, consumeOnce, lagOf } from '../events/consume.js';
import { relayOnce } from '../events/relay.js';
import { anchorJournal } from '../journal/anchor-journal.js';
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
        // By the machine's time: a clock that is shifted has days that come again.
        await anchorJournal(store, systemClock.now());
        return 0;
      },
    },
  };
}
