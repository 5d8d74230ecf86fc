import { decode, encode } from '../bson/decode.js';
import type { Doc } from '../bson/value.js';
import { crc32c } from './crc32c.js';

/** Frames of the MongoDB wire protocol. Source: MongoDB manual, "MongoDB Wire Protocol". All integers are little-endian. */

export const HEADER_BYTES = 16;
/** Largest message. Source: maxMessageSizeBytes in `hello`. */
export const MAX_MESSAGE = 48_000_000;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_COMPRESSED = 2012;
const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const EXHAUST_ALLOWED = 1 << 16;
/** Bits 0-15 must be understood, the others may be ignored. */
const UNKNOWN_REQUIRED = 0xfffc;

export interface Request {
  readonly id: number;
  readonly legacy: boolean;
  /** The client waits for no answer. */
  readonly moreToCome: boolean;
  /** The client takes several answers, one after the other, without asking again. */
  readonly exhaustAllowed: boolean;
  readonly body: Doc;
  /** Documents sent outside the body, as bytes, by field name. */
  readonly sequences: ReadonlyMap<string, Buffer[]>;
}

/** A message that cannot be answered: the connection is closed. */
export class ProtocolError extends Error {}

/** @throws ProtocolError for a frame that makes no sense, CommandError 22 for bad BSON inside a good frame */
export function parseMessage(frame: Buffer): Request {
  const id = frame.readInt32LE(4);
  const code = frame.readInt32LE(12);
  if (code === OP_MSG) return parseMsg(frame, id);
  if (code === OP_QUERY) return parseQuery(frame, id);
  throw new ProtocolError(code === OP_COMPRESSED ? 'compression was not negotiated' : `unsupported opcode ${code}`);
}

function parseMsg(frame: Buffer, id: number): Request {
  if (frame.length < HEADER_BYTES + 4) throw new ProtocolError('message is too short');
  const flags = frame.readUInt32LE(HEADER_BYTES);
  if (flags & UNKNOWN_REQUIRED) throw new ProtocolError('unknown required flag bits');
  let end = frame.length;
  if (flags & CHECKSUM_PRESENT) {
    end -= 4;
    if (crc32c(frame.subarray(0, end)) !== frame.readUInt32LE(end))
      throw new ProtocolError('OP_MSG checksum does not match');
  }
  const sequences = new Map<string, Buffer[]>();
  let body: Buffer | undefined;
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = frame[at++];
    const size = at + 4 <= end ? frame.readInt32LE(at) : 0;
    if (size < 5 || at + size > end) throw new ProtocolError('section runs past the end');
    const section = frame.subarray(at, at + size);
    at += size;
    if (kind === 0 && !body) body = section;
    else if (kind === 1) {
      const [name, docs] = parseSequence(section);
      sequences.set(name, docs);
    } else throw new ProtocolError('unknown or repeated section');
  }
  if (!body) throw new ProtocolError('message has no body');
  return {
    id,
    legacy: false,
    moreToCome: (flags & MORE_TO_COME) !== 0,
    exhaustAllowed: (flags & EXHAUST_ALLOWED) !== 0,
    body: decode(body),
    sequences,
  };
}

function parseSequence(section: Buffer): [string, Buffer[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('document sequence has no name');
  const docs: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = at + 4 <= section.length ? section.readInt32LE(at) : 0;
    if (size < 5 || at + size > section.length) throw new ProtocolError('document runs past the end of its sequence');
    docs.push(section.subarray(at, at + size));
    at += size;
  }
  return [section.toString('utf8', 4, nameEnd), docs];
}

/** Only the first `hello` of a driver comes like this. */
function parseQuery(frame: Buffer, id: number): Request {
  const nameEnd = frame.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0) throw new ProtocolError('OP_QUERY without a namespace');
  const ns = frame.toString('utf8', HEADER_BYTES + 4, nameEnd);
  const start = nameEnd + 1 + 8;
  const size = start + 4 <= frame.length ? frame.readInt32LE(start) : 0;
  if (!ns.endsWith('.$cmd') || size < 5 || start + size > frame.length)
    throw new ProtocolError('OP_QUERY is only for commands');
  const body = decode(frame.subarray(start, start + size));
  const query = '$query' in body ? (body['$query'] as Doc) : body;
  return {
    id,
    legacy: true,
    moreToCome: false,
    exhaustAllowed: false,
    body: { ...query, $db: ns.slice(0, -5) },
    sequences: new Map(),
  };
}

/** A document of a reply that is already encoded. */
export class RawDocument {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

let requestId = 0;

/** How to answer a message that could not be parsed; null when its client waits for no answer. */
export function replyAddress(frame: Buffer): ReplyAddress | null {
  const legacy = frame.readInt32LE(12) === OP_QUERY;
  if (!legacy && (frame.readUInt32LE(HEADER_BYTES) & MORE_TO_COME) !== 0) return null;
  return { id: frame.readInt32LE(4), legacy };
}

/** The message that an answer answers. */
export type ReplyAddress = Pick<Request, 'id' | 'legacy'>;

/** `moreToCome`: another answer follows without a request; it answers the id of this one. */
export function encodeReply(request: ReplyAddress, reply: Doc, moreToCome = false): { id: number; bytes: Buffer } {
  const body = encodeWithRaw(reply);
  requestId = (requestId + 1) & 0x7fffffff;
  const header = Buffer.alloc(request.legacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5);
  header.writeInt32LE(header.length + body.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) header.writeInt32LE(1, HEADER_BYTES + 16);
  else if (moreToCome) header.writeInt32LE(MORE_TO_COME, HEADER_BYTES);
  return { id: requestId, bytes: Buffer.concat([header, body]) };
}

/** Encodes a reply in which `cursor` may hold a batch of encoded documents, without decoding them. */
function encodeWithRaw(reply: Doc): Buffer {
  const { cursor } = reply;
  if (!(cursor instanceof RawDocument)) return encode(reply);
  const { cursor: _, ...rest } = reply;
  const others = encode(rest);
  return document([element(3, 'cursor', cursor.bytes), others.subarray(4, -1)]);
}

function element(type: number, name: string, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), bytes]);
}

function document(parts: Buffer[]): Buffer {
  const size = Buffer.alloc(4);
  const whole = Buffer.concat([size, ...parts, Buffer.from([0])]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

/** The `cursor` of a reply: `{ <batch>: [documents], id, ns }`. */
export function cursorDocument(field: 'firstBatch' | 'nextBatch', docs: readonly Buffer[], rest: Doc): RawDocument {
  const parts: Buffer[] = [];
  docs.forEach((doc, i) => parts.push(Buffer.from(`\x03${i}\0`, 'latin1'), doc));
  const batch = element(4, field, document(parts));
  return new RawDocument(document([batch, encode(rest).subarray(4, -1)]));
}
