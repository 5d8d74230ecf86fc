import type { AssertedRequest, Span, Trace } from '@shanghai/platform';
import type { GraphQLFormattedError } from 'graphql';

/** One operation on its way to a subgraph. */
export interface Message {
  /** The operation with its variables, as JSON. */
  readonly body: string;
  /** For whom, at which instant. */
  readonly asserted: AssertedRequest;
  readonly trace: Trace | undefined;
  /** Undefined where nothing is traced. */
  readonly span?: Span | undefined;
  /** Whether it may be asked again, and together with others. */
  readonly isRead: boolean;
  /** An instant of the clock of durations after which nobody waits any more, in milliseconds. */
  readonly until: number;
}

export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** What came back. */
export interface Reply {
  /** Commands that the subgraph sent to its store, as far as it tells. */
  readonly store: number;
  /** The answer, an object of its own each time: whoever takes it may change it. */
  take(): SubgraphAnswer;
}
