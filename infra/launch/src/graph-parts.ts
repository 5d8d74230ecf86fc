import { agencies } from '@shanghai/agencies';
import { catalogue } from '@shanghai/catalogue';
import { certification } from '@shanghai/certification';
import type { Running, Subgraph } from '@shanghai/platform';
import { supervision } from '@shanghai/supervision';

/** The four subgraphs, in the order in which they are reported. */
export const subgraphs: readonly Subgraph<object>[] = [catalogue, agencies, supervision, certification];

/** Subgraphs that answer, with their data prepared. */
export interface RunningSubgraphs extends Running {
  /** Where each answers, by its name: `http://127.0.0.1:4001/graphql`. */
  readonly urls: Readonly<Record<string, string>>;
  /** What was loaded and what was irregular, one printed line each. */
  readonly lines: readonly string[];
}

/** A gateway that answers at a base URL. */
export interface RunningGateway extends Running {
  readonly url: string;
}

/** A way to run the parts: all in this process, or each in its own. The code that serves them is the same. */
export interface PartsRunner {
  startSubgraphs(mongoUri: string): Promise<RunningSubgraphs>;
  /** On the port of the environment when none is given. */
  startGateway(subgraphUrls: Readonly<Record<string, string>>, port?: number): Promise<RunningGateway>;
}

/** Starts all at once. When one does not start, those that did are stopped, and its error is the one that is thrown. */
export async function startTogether<T extends Running>(starts: readonly Promise<T>[]): Promise<readonly T[]> {
  try {
    return await Promise.all(starts);
  } catch (error) {
    const settled = await Promise.allSettled(starts);
    await stopTogether(settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
    throw error;
  }
}

/** Stops all at once. */
export async function stopTogether(parts: readonly Running[]): Promise<void> {
  await Promise.all(parts.map((part) => part.stop()));
}
