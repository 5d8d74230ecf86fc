import { ratesPerMinute, type RunningGateway, startGateway } from '@shanghai/gateway';
import { newAssertionKey } from '@shanghai/platform';
import { queriesFolder } from '../queries.js';

export interface OursOptions {
  readonly port: number;
  readonly supergraphPath: string;
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** Whether answers may be kept. */
  readonly keepsAnswers: boolean;
}

/** More than any machine answers: the requests of the one caller are counted, and none is refused. */
const RATE = 1_000_000_000;

/** The gateway as it runs in production with everything on: limits, costs, rates, access, signed requests to subgraphs. */
export async function startOurs(options: OursOptions): Promise<RunningGateway> {
  const { port, supergraphPath, subgraphUrls, keepsAnswers } = options;
  const rates = Object.fromEntries(Object.keys(ratesPerMinute).map((role) => [role, RATE]));
  return startGateway({
    port,
    supergraph: { path: supergraphPath, watch: true },
    subgraphUrls,
    operationsFolder: queriesFolder,
    production: true,
    assertionKey: newAssertionKey(),
    cache: keepsAnswers ? {} : undefined,
    protection: { ratesPerMinute: rates as typeof ratesPerMinute },
  });
}
