import { LogEvent, type Logger } from '@shanghai/platform';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Executor } from '../execution/executor.js';
import type { NamedOperation } from '../named-operations.js';
import type { Pipeline } from './pipeline.js';

export interface WarmOptions {
  readonly executor: Pick<Executor, 'onSchemaChange'>;
  readonly pipeline: Pick<Pipeline, 'warm'>;
  readonly log: Logger;
}

/**
 * Reads and plans the named operations before they are asked, now and for each new supergraph, since the first plan of a large
 * one takes as long as hundreds of answers. One in each turn, so that requests go on between them; the answer ends that. One
 * that cannot be planned is told again when it is asked.
 */
export function keepWarm(operations: readonly NamedOperation[], { executor, pipeline, log }: WarmOptions): () => void {
  let round = 0;

  async function warm(): Promise<void> {
    const own = ++round;
    const startedAt = performance.now();
    for (const { name, query } of operations) {
      await nextTurn();
      if (own !== round) return;
      try {
        pipeline.warm(query);
      } catch (error) {
        log.warn(
          { event: LogEvent.OPERATION_UNPLANNED, operation: name, reason: reasonOf(error) },
          'an operation cannot be planned',
        );
      }
    }
    const durationMs = Math.round(performance.now() - startedAt);
    log.info({ event: LogEvent.OPERATIONS_PLANNED, durationMs }, 'the named operations are planned');
  }

  void warm();
  const unsubscribe = executor.onSchemaChange(() => void warm());
  return () => {
    round++;
    unsubscribe();
  };
}

function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return String(first).slice(0, 200);
}
