import type { Executor, PlannedOperation } from '../execution/executor.js';
import { refused } from '../http/refused.js';

/** What a subgraph may have to do when an operation would ask it for more. */
export interface CallsPerSubgraph {
  /** Calls under way, for as long as it likes. */
  readonly steady: number;
  /** For a moment: while something beside it starts, or after it has stood still. */
  readonly burst: number;
  readonly burstMs: number;
}

/** By the soak: the slowest subgraph answers the steady ones of two gateways in a second, and a burst in three. */
const CALLS: CallsPerSubgraph = { steady: 40, burst: 100, burstMs: 8_000 };

/**
 * Makes the check that turns an operation away where a subgraph it asks has too much to do. Whoever came last would wait for
 * longest, and those who ask other subgraphs would find no place among all who wait for this one. A subgraph is asked for all
 * that comes until half of its steady calls are slow.
 */
export function createBusyCheck(
  executor: Pick<Executor, 'subgraphsOf' | 'callsUnderWay'>,
  { steady, burst, burstMs }: CallsPerSubgraph = CALLS,
  clock: () => number = () => performance.now(),
): (operation: PlannedOperation) => void {
  /** Since when each subgraph has more to do than it may for long: until it has half of that, else bursts would follow bursts. */
  const since = new Map<string, number>();

  function isBusy(subgraph: string): boolean {
    const { all, slow } = executor.callsUnderWay(subgraph);
    if (all < steady / 2) since.delete(subgraph);
    if (all < steady || slow < steady / 2) return false;
    const now = clock();
    const began = since.get(subgraph) ?? now;
    since.set(subgraph, began);
    return all >= (now - began < burstMs ? burst : steady);
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
