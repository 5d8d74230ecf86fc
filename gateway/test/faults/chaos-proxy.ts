import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** What a proxy does with what it is sent. */
export type Chaos =
  | { readonly kind: 'PASS' }
  /** Every connection is closed at once. */
  | { readonly kind: 'REFUSE' }
  /** Connections are taken and nothing ever comes back: half-open, or a network that lost its way. */
  | { readonly kind: 'BLACKHOLE' }
  /** Answers come that much later. */
  | { readonly kind: 'DELAY'; readonly ms: number }
  /** Answers come byte by byte. */
  | { readonly kind: 'DRIP'; readonly everyMs: number }
  /** The connection is reset after so many bytes of an answer. */
  | { readonly kind: 'CUT'; readonly bytes: number };

/** A TCP proxy before one server, which can be told to misbehave. */
export interface ChaosProxy {
  readonly port: number;
  /** For connections and bytes from now on; open connections change with it. */
  chaos: Chaos;
  /** Connections that were ever taken. */
  readonly taken: () => number;
  /** Connections that are open now. */
  readonly open: () => number;
  /** How often anything was sent through it. */
  readonly sent: () => number;
  /** Resets every connection that is open now. */
  reset(): void;
  stop(): Promise<void>;
}

/** Starts a proxy before a port of this machine. */
export async function startChaosProxy(target: number): Promise<ChaosProxy> {
  const sockets = new Set<Socket>();
  let taken = 0;
  let sent = 0;

  const server = createServer((client) => {
    taken++;
    if (proxy.chaos.kind === 'REFUSE') return void client.destroy();
    const upstream = connect(target, '127.0.0.1');
    sockets.add(client);
    const end = (): void => {
      sockets.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.on('data', (bytes) => {
      sent++;
      if (proxy.chaos.kind === 'REFUSE') end();
      else if (proxy.chaos.kind !== 'BLACKHOLE') upstream.write(bytes);
    });
    upstream.on('data', (bytes) => answer(proxy.chaos, bytes, client));
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const proxy: ChaosProxy = {
    port: (server.address() as { port: number }).port,
    chaos: { kind: 'PASS' },
    taken: () => taken,
    open: () => sockets.size,
    sent: () => sent,
    reset() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
  return proxy;
}

function answer(chaos: Chaos, bytes: Buffer, client: Socket): void {
  if (chaos.kind === 'DELAY') setTimeout(() => client.writable && client.write(bytes), chaos.ms).unref();
  else if (chaos.kind === 'DRIP') drip(bytes, chaos.everyMs, client);
  else if (chaos.kind === 'CUT') client.write(bytes.subarray(0, chaos.bytes), () => client.resetAndDestroy());
  else if (chaos.kind === 'PASS') client.write(bytes);
}

function drip(bytes: Buffer, everyMs: number, client: Socket): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at >= bytes.length || !client.writable) clearInterval(timer);
    else client.write(bytes.subarray(at, ++at));
  }, everyMs);
  client.once('close', () => clearInterval(timer));
}
