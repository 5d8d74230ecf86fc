import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { supergraphPath, writeSubgraphUrls } from '@shanghai/gateway';
import { freePorts, openGraphStore, subgraphs } from '@shanghai/launch';
import { newAssertionKey, type Running } from '@shanghai/platform';
import { isReady, type MeasuredProcess, startMeasured } from './measured-process.js';

/** The whole graph, every part in a process of its own, behind two gateways of which either can be replaced. */
export interface MeasuredGraph extends Running {
  /** The data directory: its key signs tokens. */
  readonly folder: string;
  /** The base URL of a gateway that is ready, in turn; what stands before several gateways finds that out as this does. */
  readonly next: () => string;
  readonly gateways: () => readonly MeasuredProcess[];
  readonly subgraph: (name: string) => MeasuredProcess;
  /** Stops a gateway as an operator does and starts it again; the exit code. */
  readonly replaceGateway: (at: number) => Promise<number | string>;
  /** Ends a subgraph, with a word or without, and starts it again. */
  readonly replaceSubgraph: (name: string, how: 'stop' | 'kill') => Promise<void>;
  /** Replaces the file of the supergraph by what a function makes of the one that was built. */
  readonly replaceSupergraph: (change: (built: string) => string) => Promise<void>;
}

/** How often it is asked who is ready: much less than a gateway goes on answering after it has said that it stops. */
const LOOK_MS = 50;
const DRAIN_MS = 1_000;

/** Starts the graph on a store of its own, with the annexes. */
export async function startMeasuredGraph(variables: Readonly<Record<string, string>> = {}): Promise<MeasuredGraph> {
  const folder = await mkdtemp(join(tmpdir(), 'measured-'));
  const supergraph = join(folder, 'graph', 'supergraph.graphql');
  await mkdir(join(folder, 'graph'));
  await copyFile(supergraphPath(), supergraph);
  const store = await openGraphStore(undefined, folder);
  const ports = await freePorts(subgraphs.length + 2);
  const shared = { ASSERTION_KEY: newAssertionKey(), DATA_DIR: folder };
  const served = new Map<string, MeasuredProcess>();
  const startOne = async (name: string, at: number): Promise<void> =>
    void served.set(name, await startMeasured(name, ports[at]!, { ...shared, MONGODB_URI: store.uri, DRAIN_MS: '0' }));
  await Promise.all(subgraphs.map(async ({ name }, at) => startOne(name, at)));

  const urls = Object.fromEntries([...served].map(([name, { url }]) => [name, `${url}/graphql`]));
  const startGateway = async (at: number): Promise<MeasuredProcess> =>
    startMeasured('gateway', ports[subgraphs.length + at]!, {
      ...{ ...shared, SUBGRAPH_URLS: writeSubgraphUrls(urls), SUPERGRAPH_FILE: supergraph },
      ...{ DRAIN_MS: String(DRAIN_MS), RATE_LIMITS: 'off', ...variables },
    });
  const gateways = await Promise.all([startGateway(0), startGateway(1)]);

  let ready: readonly string[] = gateways.map(({ url }) => url);
  let turn = 0;
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      const states = await Promise.all(gateways.map(async ({ url }) => [url, await isReady(url)] as const));
      ready = states.filter(([, is]) => is).map(([url]) => url);
      await delay(LOOK_MS);
    }
  })();

  return {
    folder,
    next: () => ready[turn++ % ready.length] ?? gateways[0].url,
    gateways: () => gateways,
    subgraph: (name) => served.get(name)!,
    async replaceGateway(at) {
      const code = await gateways[at]!.stop();
      gateways[at] = await startGateway(at);
      return code;
    },
    async replaceSubgraph(name, how) {
      await served.get(name)![how]();
      await startOne(
        name,
        subgraphs.findIndex((one) => one.name === name),
      );
    },
    async replaceSupergraph(change) {
      // As a whole, as whoever deploys one does.
      await writeFile(`${supergraph}.new`, change(await readFile(supergraphPath(), 'utf8')));
      await rename(`${supergraph}.new`, supergraph);
    },
    async stop() {
      over.abort();
      await looking;
      await Promise.all(gateways.map(async (one) => one.stop()));
      await Promise.all([...served.values()].map(async (one) => one.stop()));
      await store.stop();
      await rm(folder, { recursive: true });
    },
  };
}
