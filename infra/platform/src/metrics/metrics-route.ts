import type { FastifyInstance } from 'fastify';
import { BlockList, isIP } from 'node:net';
import { collectProcessMeasures, registry } from './registry.js';

/** What a proxy adds: such a request is not from the machine that its connection is from. */
const OF_A_PROXY = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** The addresses of this machine. */
export function loopback(): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addAddress('::1', 'ipv6');
  return list;
}

/** Reads addresses and networks, `10.0.0.7,10.1.0.0/16`; undefined when one is none. */
export function readAddresses(text: string): BlockList | undefined {
  const list = new BlockList();
  for (const entry of text.split(',').map((one) => one.trim())) {
    const [address = '', bits, ...rest] = entry.split('/');
    const version = isIP(address);
    if (version === 0 || rest.length > 0) return undefined;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
      list.addSubnet(address, Number(bits), family);
    else return undefined;
  }
  return list;
}

/**
 * Serves the measures of the process at `/metrics`, in the text format of Prometheus, to the addresses of the list alone and
 * not through a proxy; for all others the page does not exist.
 */
export function registerMetrics(app: FastifyInstance, from: BlockList = loopback()): void {
  collectProcessMeasures();
  app.get('/metrics', async ({ headers, socket }, reply) => {
    const isProxied = OF_A_PROXY.some((name) => headers[name] !== undefined);
    if (isProxied || !isOn(from, socket.remoteAddress ?? '')) {
      reply.callNotFound();
      return reply;
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function isOn(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6');
}
