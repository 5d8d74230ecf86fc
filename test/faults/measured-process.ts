import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What a process uses, after a collection. */
export interface Measure {
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Open files and sockets. */
  readonly files: number;
  /** What keeps the event loop alive: handles, requests, timers. */
  readonly resources: number;
  /** The longest that the event loop was held up since the last measure. */
  readonly lagMs: number;
}

/** A program of ours in a process of its own. */
export interface MeasuredProcess {
  readonly name: string;
  readonly url: string;
  readonly measure: () => Promise<Measure>;
  /** As an operator ends it; the exit code, or the signal that ended it. */
  readonly stop: () => Promise<number | string>;
  /** As a machine that fails ends it. */
  readonly kill: () => Promise<void>;
}

const POLL_MS = 50;
const hook = new URL('measured.mjs', import.meta.url).href;

/** Starts the program of a part at a port and waits until it is ready. */
export async function startMeasured(
  name: string,
  port: number,
  variables: Readonly<Record<string, string>>,
): Promise<MeasuredProcess> {
  const main = fileURLToPath(new URL('main.js', import.meta.resolve(`@shanghai/${name}`)));
  const child = spawn(process.execPath, ['--import', hook, main], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'silent', ...variables },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended before it was ready`);
    await delay(POLL_MS);
  }

  async function end(signal: NodeJS.Signals): Promise<number | string> {
    child.kill(signal);
    const [code, by] = await ended;
    return code ?? by!;
  }
  return {
    name,
    url,
    async measure() {
      child.send('measure');
      return ((await once(child, 'message')) as [Measure])[0];
    },
    stop: async () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
  };
}

/** Whether it takes requests. */
export async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
