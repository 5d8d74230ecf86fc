import type { Executor, PlannedOperation } from '../execution/executor.js';
import { refused } from '../http/refused.js';

/** Calls of one subgraph that may be under way when an operation would ask it for more. */
export interface CallsPerSubgraph {
  /** For as long as it likes. */
  readonly steady: number;
  /** For a moment: while something beside it starts, or after it has stood still. */
  readonly burst: number;
  readonly burstMs: number;
}

/** By the soak: the slowest subgraph answers the steady ones of two gateways in less than a second, and a burst in under three. */
const CALLS: CallsPerSubgraph = { steady: 40, burst: 100, burstMs: 8_000 };

/**
 * Makes the check that turns an operation away where a subgraph it asks has too much to do. Whoever came last would wait for
 * longest, and those who ask other subgraphs would find no place among all who wait for this one.
 */
export function createBusyCheck(
  executor: Pick<Executor, 'subgraphsOf' | 'callsUnderWay'>,
  { steady, burst, burstMs }: CallsPerSubgraph = CALLS,
  clock: () => number = () => performance.now(),
): (operation: PlannedOperation) => void {
  /** Since when each subgraph has had more to do than it may have for long; until it has half of that, else bursts would follow bursts. */
  const since = new Map<string, number>();

  function isBusy(subgraph: string): boolean {
    const calls = executor.callsUnderWay(subgraph);
    if (calls < steady / 2) since.delete(subgraph);
    if (calls < steady) return false;
    const now = clock();
    const began = since.get(subgraph) ?? now;
    since.set(subgraph, began);
    return calls >= (now - began < burstMs ? burst : steady);
  }

  /** @throws GraphQLError OVERLOADED with 503 */
  return (operation) => {
    const subgraph = executor.subgraphsOf(operation).find(isBusy);
    if (subgraph === undefined) return;
    throw refused({
      ...{ code: 'OVERLOADED', status: 503, retryAfter: 1 },
      message: `too many requests to ${subgraph} are under way`,
      details: { subgraph },
    });
  };
}
