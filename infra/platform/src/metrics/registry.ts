import { collectDefaultMetrics, Registry } from 'prom-client';

/** The measures of this process: servers that share a process share them, and a label tells them apart. */
export const registry = new Registry();

let collects = false;

/** Adds the measures of the process itself, once: memory, processor time, event-loop lag, garbage collection. */
export function collectProcessMeasures(): void {
  if (collects) return;
  collects = true;
  collectDefaultMetrics({ register: registry });
}
