import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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
  return {
    async usage() {
      child.send('usage');
      const [used] = (await once(child, 'message')) as [Usage];
      return used;
    },
    stop: async () => end(child),
  };
}

/** Asks the process to end, which it does when nobody is connected to it. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  await ended;
}

/** Ports that nobody listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
