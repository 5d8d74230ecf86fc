import type { Executor, PlannedOperation } from '../execution/executor.js';
import { refused } from '../http/refused.js';

/** What one gateway asks of a subgraph at a time: by the soak, a second and a half of the work of the slowest. */
export const CALLS_PER_SUBGRAPH = 40;

/**
 * Makes the check that turns an operation away where a subgraph it asks has as many calls under way as it is given. Whoever came
 * last would wait for longest, and those who ask other subgraphs would find no place among all who wait for this one.
 */
export function createBusyCheck(
  executor: Pick<Executor, 'subgraphsOf' | 'callsUnderWay'>,
  maximum: number,
): (operation: PlannedOperation) => void {
  /** @throws GraphQLError OVERLOADED with 503 */
  return (operation) => {
    const subgraph = executor.subgraphsOf(operation).find((name) => executor.callsUnderWay(name) >= maximum);
    if (subgraph === undefined) return;
    throw refused({
      ...{ code: 'OVERLOADED', status: 503, retryAfter: 1 },
      message: `too many requests to ${subgraph} are under way`,
      details: { subgraph },
    });
  };
}
