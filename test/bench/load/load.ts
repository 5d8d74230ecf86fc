import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onCore } from '../processes.js';

/** What a generator is told. */
export interface Load {
  readonly url: string;
  /** The bodies that are sent in turn, one a line. */
  readonly bodiesFile: string;
  readonly seconds: number;
}

/** What it saw. Times are in milliseconds. */
export interface Loaded {
  readonly requests: number;
  readonly seconds: number;
  /** Requests without an answer, or with one of another status than 2xx. */
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
}

/** Each waits for its answer before it sends the next. */
export const CONNECTIONS = 32;

const run = promisify(execFile);

/** wrk, which costs the least, where it is installed. */
export const generator = spawnSync('wrk', ['-v']).error === undefined ? 'wrk' : 'autocannon';

/** Sends requests for a while. */
export async function sendLoad({ url, bodiesFile, seconds }: Load): Promise<Loaded> {
  const commands = {
    wrk: [
      ...['wrk', '--threads', '1', '--connections', String(CONNECTIONS), '--duration', `${seconds}s`],
      ...['--timeout', '30s', '--script', beside('wrk.lua'), url, '--', bodiesFile],
    ],
    autocannon: [
      ...[process.execPath, beside('autocannon-process.mjs')],
      ...[url, bodiesFile, String(CONNECTIONS), String(seconds)],
    ],
  };
  const { file, args } = onCore('rest', commands[generator]);
  const { stdout } = await run(file, args);
  return readLoaded(stdout);
}

/** Reads what a generator printed. */
export function readLoaded(stdout: string): Loaded {
  const result = /^result (.+)$/m.exec(stdout)?.[1];
  if (result === undefined) throw new Error(`the generator tells no result: ${stdout}`);
  return JSON.parse(result) as Loaded;
}

/** A file of this folder that is not built. */
function beside(name: string): string {
  return fileURLToPath(new URL(`../../load/${name}`, import.meta.url));
}
