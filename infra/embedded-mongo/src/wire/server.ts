import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Doc } from '../bson/value.js';
import { toCommandError } from '../errors.js';
import { CLOSE, dispatch, isAwaitableHello } from '../server/dispatch.js';
import type { Connection, Engine } from '../server/engine.js';
import {
  encodeReply,
  HEADER_BYTES,
  MAX_MESSAGE,
  parseMessage,
  ProtocolError,
  replyAddress,
  type ReplyAddress,
  type Request,
} from './message.js';

/** Sockets: bytes to messages and back, one command at a time for each connection. */

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** A client that sends this many messages before it reads an answer is made to wait. */
const MAX_QUEUED = 100;
/** A transaction whose connection has closed is aborted after this, unless it is gone on with through another. */
const ABANDONED_AFTER = 2_000;

export async function listen(engine: Engine, port: number): Promise<Listener> {
  const sockets = engine.connections;
  let nextId = 1;
  const server: Server = createServer((socket) => {
    if (sockets.size >= engine.limits.connections) {
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
  const closing = new AbortController();
  const connection: Connection = { id, closed: closing.signal, client: undefined };
  const frames = frameReader();
  let queue: Promise<void> = Promise.resolve();
  let queued = 0;
  let closedByUs = false;

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
    closing.abort();
    if (!closedByUs) abandon(engine, connection);
  });

  const send = async (address: ReplyAddress, reply: Doc, moreToCome = false): Promise<number> => {
    const { id: sent, bytes } = encodeReply(address, reply, moreToCome);
    // A client that does not read is not given more to hold in memory here.
    if (!socket.write(bytes) && !socket.destroyed)
      await once(socket, 'drain', { signal: closing.signal }).catch(() => undefined);
    return sent;
  };

  const answer = async (frame: Buffer): Promise<void> => {
    let request: Request;
    try {
      request = parseMessage(frame);
    } catch (error) {
      if (error instanceof ProtocolError) close();
      else {
        const address = replyAddress(frame);
        if (address) await send(address, toCommandError(error).toReply());
      }
      return;
    }
    let address: ReplyAddress = request;
    for (let more = true; more && !socket.destroyed;) {
      const reply = await dispatch(engine, connection, request);
      more = request.exhaustAllowed && reply !== CLOSE && reply['ok'] === 1 && isAwaitableHello(request.body);
      if (reply === CLOSE) close();
      else if (!request.moreToCome) address = { id: await send(address, reply, more), legacy: false };
    }
  };
}

function abandon({ sessions, transactions }: Engine, { id }: Connection): void {
  const left = [...sessions.all.values()].filter(
    ({ connection, transaction }) => connection === id && transaction?.state === 'active',
  );
  if (left.length === 0) return;
  const timer = setTimeout(() => {
    for (const { connection, transaction } of left)
      if (connection === id && transaction) transactions.abort(transaction);
  }, ABANDONED_AFTER);
  timer.unref();
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
