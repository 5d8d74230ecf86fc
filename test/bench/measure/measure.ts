import { type Load, sendLoad } from '../load/load.js';
import type { BenchProcess } from '../processes.js';
import type { Measures } from './medians.js';

const MB = 1_000_000;

/**
 * Loads a process for a while and tells what it did.
 * @throws Error when a request had no answer or one that is no success, or when there was no time for one
 */
export async function measure(process: BenchProcess, load: Load): Promise<Measures> {
  const before = await process.usage();
  const { requests, seconds, failed, p50, p99 } = await sendLoad(load);
  const after = await process.usage();
  if (failed > 0) throw new Error(`${failed} of ${requests} requests to ${load.url} failed`);
  if (requests === 0) throw new Error(`no answer of ${load.url} in ${load.seconds} s: give it more with --seconds`);
  return {
    rps: rounded(requests / seconds),
    p50: rounded(p50),
    p99: rounded(p99),
    rssMb: rounded(after.rssBytes / MB),
    cpuMs: rounded((after.cpuMs - before.cpuMs) / requests),
  };
}

/** To thousandths, which is more than can be repeated. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
