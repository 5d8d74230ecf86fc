import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of a test, which keeps nothing on the disk. */
export interface TestRedis {
  readonly uri: string;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly command: (...words: readonly string[]) => string;
  readonly stop: () => Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

export async function startRedis(port: number): Promise<TestRedis> {
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
  return {
    uri: `redis://127.0.0.1:${port}`,
    signal: (name) => void server.kill(name),
    command: (...words) => spawnSync('redis-cli', ['-p', String(port), ...words], { encoding: 'utf8' }).stdout.trim(),
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGCONT');
      server.kill('SIGKILL');
      await once(server, 'close');
    },
  };
}
