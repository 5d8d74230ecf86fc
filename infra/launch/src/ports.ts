import { createHttpServer, createLog } from '@shanghai/platform';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Ports of loopback that nothing listens on just now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  // All are open at once, so that none is given twice.
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
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
