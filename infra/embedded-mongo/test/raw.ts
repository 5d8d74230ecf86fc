import { connect, type Socket } from 'node:net';
import { BSON, type Document, UUID } from 'mongodb';

/** A client below the driver: bytes and single commands over one socket, answers as they come. */
export interface RawClient {
  /** Sends a command and gives its answer, whatever it says. */
  run(command: Document, db?: string): Promise<Document>;
  send(bytes: Buffer): void;
  /** The next answer. Rejects when the server closes first. */
  receive(): Promise<RawAnswer>;
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface RawAnswer {
  readonly requestId: number;
  readonly responseTo: number;
  readonly opcode: number;
  readonly flags: number;
  readonly body: Document;
}

export async function connectRaw(uri: string): Promise<RawClient> {
  const { hostname, port } = new URL(uri);
  const socket: Socket = connect(Number(port || 27017), hostname);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  const answers: RawAnswer[] = [];
  const waiting: { resolve: (answer: RawAnswer) => void; reject: (error: Error) => void }[] = [];
  let held = Buffer.alloc(0);
  let isClosed = false;
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const answer = parse(held.subarray(0, held.readInt32LE(0)));
      held = held.subarray(held.readInt32LE(0));
      const next = waiting.shift();
      if (next) next.resolve(answer);
      else answers.push(answer);
    }
  });
  socket.on('error', () => socket.destroy());
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error('the server has closed the connection'));
      resolve();
    });
  });
  const receive = (): Promise<RawAnswer> =>
    new Promise((resolve, reject) => {
      const answer = answers.shift();
      if (answer) resolve(answer);
      else if (isClosed) reject(new Error('the server has closed the connection'));
      else waiting.push({ resolve, reject });
    });
  return {
    async run(command, db = 'admin') {
      socket.write(opMsg({ ...command, $db: db }));
      return (await receive()).body;
    },
    send: (bytes) => void socket.write(bytes),
    receive,
    closed,
    close: () => socket.destroy(),
  };
}

function parse(frame: Buffer): RawAnswer {
  const opcode = frame.readInt32LE(12);
  const at = opcode === 1 ? 36 : 21;
  return {
    requestId: frame.readInt32LE(4),
    responseTo: frame.readInt32LE(8),
    opcode,
    flags: frame.readUInt32LE(16),
    body: BSON.deserialize(frame.subarray(at, at + frame.readInt32LE(at)), { promoteLongs: false }),
  };
}

/** A frame around what a message has after its header. */
export function frame(opcode: number, payload: Buffer, requestId = 1): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + payload.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, payload]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

export const OP_MSG = 2013;

export function opMsg(body: Document, { flags = 0, requestId = 1 } = {}): Buffer {
  return frame(OP_MSG, Buffer.concat([int32(flags), Buffer.from([0]), Buffer.from(BSON.serialize(body))]), requestId);
}

/** A session that no driver has numbered operations in. */
export const newSession = (): { id: UUID } => ({ id: new UUID() });
