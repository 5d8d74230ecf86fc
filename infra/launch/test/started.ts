import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** A start as a person makes one, in a process of its own. */
export interface Started {
  readonly child: ChildProcess;
  /** The lines it printed, once the last says that it is ready. */
  readonly ready: Promise<readonly string[]>;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** Starts the graph on any free port; `variables` are all that it finds in its environment beside the port. */
export function start(variables: Readonly<Record<string, string>>, ...flags: readonly string[]): Started {
  const child = spawn(process.execPath, [main, ...flags], {
    env: { PATH: process.env['PATH'], PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...printed }));
  const ready = new Promise<readonly string[]>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      printed.out += chunk.toString();
      const [upToReady] = /^[\s\S]*^ready .*\n/m.exec(printed.out) ?? [];
      if (upToReady !== undefined) resolve(upToReady.trimEnd().split('\n'));
    });
    void ended.then(({ code, err }) => reject(new Error(`it ended with ${code} before it was ready: ${err}`)));
  });
  // Those that are meant to fail are asked how they ended.
  ready.catch(() => undefined);
  return { child, ready, ended };
}

/** Ends it as an operator does. */
export async function stop({ child, ended }: Started): Promise<{ readonly code: number | null; readonly err: string }> {
  child.kill('SIGTERM');
  return ended;
}

/** Where it says that the graph answers. */
export function urlOf(lines: readonly string[]): string {
  return lines.at(-1)!.replace(/^ready /, '');
}
