import { createServer, type Server, type Socket } from 'node:net';
import { toCommandError } from '../errors.js';
import { CLOSE, dispatch } from '../server/dispatch.js';
import type { Connection, Engine } from '../server/engine.js';
import { encodeReply, HEADER_BYTES, MAX_MESSAGE, parseMessage, ProtocolError, type Request } from './message.js';

/** Sockets: bytes to messages and back, one command at a time for each connection. */

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** More connections than this are closed at once. */
export const MAX_CONNECTIONS = 2_000;
/** A client that sends this many messages before it reads an answer is made to wait. */
const MAX_QUEUED = 100;
/** A transaction whose client has gone is aborted after this, unless its session is used through another connection. */
const ABANDONED_AFTER = 2_000;

export async function listen(engine: Engine, port: number): Promise<Listener> {
  const sockets = new Set<Socket>();
  let nextId = 1;
  const server: Server = createServer((socket) => {
    if (sockets.size >= MAX_CONNECTIONS) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(engine, socket, nextId++);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, engine.address.host, resolve);
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : port,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function serve(engine: Engine, socket: Socket, id: number): void {
  socket.setNoDelay(true);
  const connection: Connection = { id, isOpen: () => !socket.destroyed, client: undefined };
  const frames = frameReader();
  let queue: Promise<void> = Promise.resolve();
  let queued = 0;
  let closedByUs = false;
  let lastSession: Request['body'] | undefined;

  const close = (): void => {
    closedByUs = true;
    socket.destroy();
  };
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const frame of frames(chunk)) {
        queued++;
        queue = queue.then(async () => {
          if (!socket.destroyed) await answer(frame);
          if (--queued < MAX_QUEUED) socket.resume();
        });
      }
      if (queued >= MAX_QUEUED) socket.pause();
    } catch {
      close();
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    if (!closedByUs && lastSession) abandon(engine, lastSession);
  });

  const answer = async (frame: Buffer): Promise<void> => {
    let request: Request;
    try {
      request = parseMessage(frame);
    } catch (error) {
      if (error instanceof ProtocolError) close();
      else socket.write(encodeReply({ id: frame.readInt32LE(4), legacy: false }, toCommandError(error).toReply()));
      return;
    }
    if (request.body['autocommit'] === false) lastSession = request.body;
    const reply = await dispatch(engine, connection, request);
    if (reply === CLOSE) close();
    else if (!request.moreToCome) socket.write(encodeReply(request, reply));
  };
}

function abandon(engine: Engine, body: Request['body']): void {
  const left = Date.now();
  const timer = setTimeout(() => {
    for (const session of engine.sessions.all.values()) {
      const { transaction } = session;
      if (transaction?.state !== 'active' || session.lastUse > left) continue;
      if (String(transaction.number) === String(body['txnNumber']) && session.id.equals(sessionId(body)))
        engine.transactions.abort(transaction);
    }
  }, ABANDONED_AFTER);
  timer.unref();
}

function sessionId(body: Request['body']): Buffer {
  const lsid = body['lsid'] as { id?: { buffer: Uint8Array } } | undefined;
  return Buffer.from(lsid?.id?.buffer ?? []);
}

/** Cuts a stream of bytes into frames. The reader throws for a length that no message can have. */
function frameReader(): (chunk: Buffer) => Iterable<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  return function* (chunk) {
    parts.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
      const length = bytes.readInt32LE(0);
      if (length < HEADER_BYTES + 5 || length > MAX_MESSAGE + HEADER_BYTES)
        throw new ProtocolError(`message length ${length}`);
      if (bytes.length < length) {
        parts = [bytes];
        wanted = length;
        return;
      }
      parts = bytes.length > length ? [bytes.subarray(length)] : [];
      held = bytes.length - length;
      wanted = 4;
      yield bytes.subarray(0, length);
    }
  };
}
