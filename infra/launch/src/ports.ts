import { createHttpServer, createLog } from '@shanghai/platform';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the ports that systems give to outgoing connections, one of which may come between the choice and the listening. */
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

/** Ports of loopback that nothing listens on just now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Map<number, Server>();
  while (found.size < count) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (isFree) found.set(port, server);
  }
  // All have been open at once, so that none is given twice.
  await Promise.all([...found.values()].map((server) => once(server.close(), 'close')));
  return [...found.keys()];
}

/**
 * Listens there for a moment.
 * @throws StartupError that says for whom, when the port is taken or not allowed
 */
export async function requirePort(
  name: string,
  where: { readonly host: string; readonly port: number },
): Promise<void> {
  const probe = createHttpServer({ name, log: createLog(name), checks: [] });
  try {
    await probe.listen(where);
  } finally {
    await probe.stop();
  }
}
