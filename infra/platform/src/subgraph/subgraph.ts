import type { BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import type { Connection } from 'mongoose';
import type { AssertedRequest } from '../access/assertion.js';
import type { Clock } from '../clock.js';
import type { Consumer } from '../events/consume.js';
import type { Logger } from '../log.js';
import type { Sealer } from '../seal/sealer.js';

/** What a subgraph is given beside its store, whatever it does: prepare, answer, or work in the background. */
export interface Services {
  readonly log: Logger;
  readonly clock: Clock;
  /** Seals personal data on the way into the store. */
  readonly sealer: Sealer;
}

/** What a subgraph is given to prepare its store with. */
export type PrepareServices = Services;

/** What a subgraph is given to answer a request with. The instant of the request is in its stamp, not on the clock. */
export interface RequestServices extends Services {
  /** How many events a consumer of this subgraph has still to take: what is decided on its read model is that far behind. */
  readonly lag: (consumer: string) => Promise<number>;
}

/** What a subgraph is given for what it does without being asked. */
export type BackgroundServices = Services;

/** What was loaded and what was irregular, one printed line each. */
export interface PrepareReport {
  readonly lines: readonly string[];
}

/**
 * What becomes due by time alone. It may run in any number of copies and be run again for the same instant: what is due is
 * found by a condition, and done only as long as the condition holds.
 */
export interface ClockworkTask {
  readonly name: string;
  /** Does what is due at an instant; gives the number of things done. While it is not 0 it is run again at once. */
  readonly run: (store: Connection, now: Date, services: BackgroundServices) => Promise<number>;
}

/** Everything that makes a subgraph, whoever serves it: the launcher, a process of its own, or a test. */
export interface Subgraph<Context extends BaseContext> {
  /** Its name in the graph, and of its database. */
  readonly name: string;
  /** Its full federation SDL. */
  readonly typeDefs: DocumentNode;
  /** By type and field, with the scalars and the reference resolvers. */
  readonly resolvers: Readonly<Record<string, unknown>>;
  /**
   * Makes indexes and loads the subgraph's own data; a second time it changes nothing. Bad data that leaves older data in
   * place is a line of the report, not an error. What acts, consumers and events need is there already.
   */
  prepare(store: Connection, services: PrepareServices): Promise<PrepareReport>;
  /** What one request carries; its loaders are new, since a cache must not outlive its request, nor serve another caller. */
  createContext(store: Connection, request: AssertedRequest, services: RequestServices): Context;
  /** What takes the events of all services, its own among them. */
  readonly consumers?: (store: Connection, services: BackgroundServices) => readonly Consumer[];
  readonly clockwork?: readonly ClockworkTask[];
}
