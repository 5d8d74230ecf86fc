import type { BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import type { Connection } from 'mongoose';
import type { AssertedRequest } from '../access/assertion.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';

/** What a subgraph is given to prepare its store with. */
export interface PrepareServices {
  readonly log: Logger;
  readonly clock: Clock;
}

/** What was loaded and what was irregular, one printed line each. */
export interface PrepareReport {
  readonly lines: readonly string[];
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
   * place is a line of the report, not an error.
   */
  prepare(store: Connection, services: PrepareServices): Promise<PrepareReport>;
  /** What one request carries; its loaders are new, since a cache must not outlive its request, nor serve another caller. */
  createContext(store: Connection, request: AssertedRequest): Context;
}
