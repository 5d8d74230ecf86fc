import { ratesPerMinute, type RunningGateway, startGateway } from '@shanghai/gateway';
import { newAssertionKey } from '@shanghai/platform';
import { queriesFolder } from '../queries.js';

export interface OursOptions {
  readonly port: number;
  readonly supergraphPath: string;
  readonly subgraphUrls: Readonly<Record<string, string>>;
}

/** More than any machine answers: the requests of the one caller are counted, and none is refused. */
const RATE = 1_000_000_000;

/** The gateway as it runs in production with everything on: limits, costs, rates, access, signed requests to subgraphs. */
export async function startOurs({ port, supergraphPath, subgraphUrls }: OursOptions): Promise<RunningGateway> {
  const rates = Object.fromEntries(Object.keys(ratesPerMinute).map((role) => [role, RATE]));
  return startGateway({
    port,
    supergraph: { path: supergraphPath, watch: true },
    subgraphUrls,
    operationsFolder: queriesFolder,
    production: true,
    assertionKey: newAssertionKey(),
    protection: { ratesPerMinute: rates as typeof ratesPerMinute },
  });
}
