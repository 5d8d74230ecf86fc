import { type Running, StartupError } from '@shanghai/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { environmentWith } from './launch-env.js';

export interface ChildOptions {
  readonly name: string;
  /** The program that Node runs. */
  readonly main: string;
  readonly host: string;
  readonly port: number;
  /** How long it may go on taking requests when it is told to stop. */
  readonly drainMs: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Called with the name when it ends without having been stopped; this process stops then, when absent. */
  readonly onLost?: ((name: string) => void) | undefined;
}

/** A process that is ready. */
export interface ChildService extends Running {
  /** Its base URL. */
  readonly url: string;
  /** What it printed until it was ready. */
  readonly lines: readonly string[];
  /** Ends it without a word, as a machine that fails does. */
  kill(): Promise<void>;
}

const POLL_MS = 50;
const ANSWER_MS = 2_000;
/** More than a process needs, after its drain, to let its requests end. */
const KILL_AFTER_MS = 15_000;

/**
 * Starts a process and waits until its `/readyz` says so. Then what it has warned of is passed on, and what it prints from there.
 * @throws StartupError with what it printed when it ends before
 */
export async function startChild(options: ChildOptions): Promise<ChildService> {
  const { name, main, host, port, drainMs, variables, onLost = stopWithout } = options;
  const child = spawn(process.execPath, [main], {
    env: environmentWith(variables),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Else Ctrl-C would reach it beside this process, which then stops it a second time.
    detached: true,
  });
  const killOnExit = (): boolean => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  const ended = once(child, 'close').then(() => process.off('exit', killOnExit));
  const out = collect(child.stdout);
  const err = collect(child.stderr);

  const url = `http://${host}:${port}`;
  while (!(await isReady(url))) {
    await Promise.race([ended, delay(POLL_MS)]);
    if (isOver(child)) {
      await ended;
      throw new StartupError(err.text().trim() || `${name} ended before it was ready`);
    }
  }
  const lines = out.text().split('\n').slice(0, -1);
  process.stderr.write(err.text());
  for (const one of [out, err]) one.stop();
  child.stdout.pipe(process.stdout);
  child.stderr.pipe(process.stderr);
  let isStopping = false;
  void ended.then(() => {
    if (!isStopping) onLost(name);
  });

  return {
    url,
    lines,
    async stop() {
      isStopping = true;
      if (isOver(child)) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), drainMs + KILL_AFTER_MS);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A graph without one of its parts is not kept up: it ends, and whoever watches over it starts it again. */
function stopWithout(name: string): void {
  console.error(`start: ${name} has ended, and the others are stopped`);
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

interface Collected {
  text(): string;
  stop(): void;
}

function collect(stream: NodeJS.ReadableStream): Collected {
  const chunks: Buffer[] = [];
  const take = (chunk: Buffer): unknown => chunks.push(chunk);
  stream.on('data', take);
  return { text: () => Buffer.concat(chunks).toString(), stop: () => stream.off('data', take) };
}
