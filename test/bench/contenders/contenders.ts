import { fileURLToPath } from 'node:url';
import type { Mode } from '../queries.js';

/** Who is compared, by the name that the report has. */
export const contenderNames = ['ours', 'apollo', 'hive', 'mercurius', 'raw'] as const;

export type ContenderName = (typeof contenderNames)[number];

/** Where a contender listens, and the file of the supergraph that it serves. */
export interface Place {
  readonly port: number;
  readonly supergraph: string;
}

/** How the process of a contender is started, and what it is. */
export interface Contender {
  readonly title: string;
  /** What Node is given; the place is in the environment too. */
  readonly command: (place: Place) => readonly string[];
  /** In which modes it runs as a process of its own: one that keeps no answers is the same in both. */
  readonly modes: readonly Mode[];
}

const HIVE = fromSource('../node_modules/@graphql-hive/gateway/dist/bin.js');
const HIVE_CONFIG = fromSource('hive.config.mjs');

/** Everything that is started, in the order of the report. */
export const contenders: Readonly<Record<ContenderName, Contender>> = {
  ours: {
    title: 'this gateway, protected',
    // As `npm run gateway` starts it.
    command: () => ['--single-threaded-gc', built('ours-process.js')],
    modes: ['off', 'on'],
  },
  apollo: { title: 'Apollo Server, Gateway', command: () => [fromSource('apollo-process.mjs')], modes: ['off'] },
  hive: {
    title: 'Hive Gateway, Rust planner',
    command: ({ port, supergraph }) => [
      ...[HIVE, 'supergraph', supergraph, '--config-path', HIVE_CONFIG],
      ...['--host', '127.0.0.1', '--port', String(port), '--fork', '1'],
    ],
    modes: ['off', 'on'],
  },
  mercurius: {
    title: 'Mercurius gateway, JIT',
    command: () => [fromSource('mercurius-process.mjs')],
    modes: ['off'],
  },
  raw: { title: 'node:http, the same bytes', command: () => [built('raw-process.js')], modes: ['off'] },
};

/** Loaded first into every process of the bench. */
export const usageModule = fromSource('usage.mjs');

/** A file beside this one where it is built. */
function built(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** A file of this folder that is not built. */
function fromSource(name: string): string {
  return fileURLToPath(new URL(`../../contenders/${name}`, import.meta.url));
}
