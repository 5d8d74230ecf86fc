import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { usageModule } from './contenders/contenders.js';

/** What a process has used since it began. */
export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** A process that was started, and ends with this one. */
export interface BenchProcess {
  isRunning(): boolean;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** What runs where: a gateway has a core for itself, and everything else shares the other. */
export type Core = 'gateway' | 'rest';

const CORES: Readonly<Record<Core, number>> = { gateway: 1, rest: 0 };

/** Whether processes can be held to a core on this machine. */
export const isPinned =
  availableParallelism() >= 2 && spawnSync('taskset', ['-c', String(CORES.gateway), 'true']).status === 0;

/** A command with its arguments, held to a core where that is possible. */
export function onCore(core: Core, command: readonly string[]): { readonly file: string; readonly args: string[] } {
  const [file = '', ...args] = isPinned ? ['taskset', '-c', String(CORES[core]), ...command] : command;
  return { file, args };
}

/** Starts Node. What it prints goes to standard error: standard output is the report's. */
export function startProcess(
  core: Core,
  nodeArguments: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): BenchProcess {
  const { file, args } = onCore(core, [process.execPath, '--import', usageModule, ...nodeArguments]);
  const child = spawn(file, args, {
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...environment },
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    isRunning,
    async usage() {
      child.send('usage');
      const [used] = (await once(child, 'message')) as [Usage];
      return used;
    },
    async stop() {
      if (!isRunning()) return;
      const ended = once(child, 'exit');
      // It ends when nobody is connected to it.
      child.disconnect();
      await ended;
    },
  };
}

/** Below the ports that a system gives to outgoing connections, which come between the choice and the listening. */
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

/** Ports that nobody listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (isListening) await once(server.close(), 'close');
  return isListening;
}
