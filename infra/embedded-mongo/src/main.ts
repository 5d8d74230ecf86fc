import { parseArgs } from 'node:util';
import { backup, restore, startEmbeddedMongo } from './index.js';

/** `main.js --dir DIR --port N`, `main.js backup --dir DIR --to DIR`, `main.js restore --from DIR --dir DIR`. */

const USAGE = `usage: main.js --dir DIR [--port N]
       main.js backup --dir DIR --to DIR
       main.js restore --from DIR --dir DIR`;

function parse(): { command: string; values: Record<string, string | undefined> } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dir: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      to: { type: 'string' },
      from: { type: 'string' },
    },
  });
  return { command: positionals[0] ?? 'start', values };
}

function required(values: Record<string, string | undefined>, name: string): string {
  const value = values[name];
  if (value === undefined || value === '') throw new Error(`--${name} is missing\n${USAGE}`);
  return value;
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? '27017');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port must be a number from 0 to 65535, not ${text}`);
  return port;
}

async function start(values: Record<string, string | undefined>): Promise<void> {
  const { host } = values;
  const server = await startEmbeddedMongo({
    dir: required(values, 'dir'),
    port: portOf(values['port']),
    failPoints: true,
    ...(host ? { host } : {}),
  });
  const stop = (): void => {
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(`embedded-mongo ready ${server.uri}`);
}

async function main(): Promise<void> {
  const { command, values } = parse();
  if (command === 'start') await start(values);
  else if (command === 'backup') await backup(required(values, 'dir'), required(values, 'to'));
  else if (command === 'restore') await restore(required(values, 'from'), required(values, 'dir'));
  else throw new Error(`unknown command ${command}\n${USAGE}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
