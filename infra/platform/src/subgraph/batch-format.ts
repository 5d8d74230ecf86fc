import { z } from 'zod';
import { type AssertedRequest, assertedRequest } from '../access/assertion.js';
import { publicCaller } from '../access/caller.js';

/**
 * Several messages to one subgraph as one request, signed as one. The body has two lines for each: a head, which says who asks,
 * and the message as it would be the body of a request of its own. The answer has one line for each, in the order in which they
 * are ready.
 */
export const BATCH_TYPE = 'application/x-ndjson';
/** Where batches are sent, under the path of the graph. */
export const BATCH_PATH = '/batch';
/** Where a member is called off: the body is the list of the ids. */
export const CANCEL_PATH = '/cancel';
/** The header by which a subgraph tells in every answer that it takes batches, and of which form. */
export const BATCH_HEADER = 'x-takes-batches';
export const BATCH_FORM = '2';
/** The header that says how long whoever sent a message waits for its answer, in milliseconds. */
export const TIMEOUT_HEADER = 'x-timeout-ms';
/** No batch is larger: a single message above it goes as a request of its own. */
export const BATCH_BYTES = 500_000;
export const BATCH_MEMBERS = 32;

/** The head of a member. */
export const memberHead = z.object({
  /** By which it is called off; of no other message that is under way. */
  id: z.string(),
  asserted: assertedRequest,
  traceparent: z.string().optional(),
  timeoutMs: z.number().positive(),
});
export interface MemberHead {
  readonly id: string;
  readonly asserted: AssertedRequest;
  readonly traceparent?: string | undefined;
  readonly timeoutMs: number;
}

/** The line of an answer. */
export const memberAnswer = z.object({
  /** The place of its message in the request, from 0. */
  at: z.number().int().nonnegative(),
  status: z.number(),
  /** Commands that were sent to the store for it. */
  store: z.number(),
  answer: z.unknown(),
});

/** The two lines of a member. */
export function writeMember({ id, asserted, timeoutMs, traceparent }: MemberHead, body: string): string {
  const { requestId, now, caller } = asserted;
  const who = caller === publicCaller ? PUBLIC : JSON.stringify(caller);
  const trace = traceparent === undefined ? '' : `,"traceparent":${JSON.stringify(traceparent)}`;
  return (
    `{"id":${JSON.stringify(id)},"asserted":{"requestId":${JSON.stringify(requestId)},"now":"${now.toISOString()}",` +
    `"caller":${who}},"timeoutMs":${timeoutMs}${trace}}\n${body}\n`
  );
}

/** Most who ask have shown no token. */
const PUBLIC = JSON.stringify(publicCaller);

/** The members of a body; undefined where it is no batch. */
export function readMembers(text: string): readonly (readonly [MemberHead, string])[] | undefined {
  const lines = text.split('\n');
  // What follows the last line break is no line.
  if (lines.pop() !== '' || lines.length % 2 !== 0 || lines.length > 2 * BATCH_MEMBERS) return undefined;
  const members: (readonly [MemberHead, string])[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const head = memberHead.safeParse(jsonOf(lines[at]!));
    if (!head.success) return undefined;
    members.push([head.data, lines[at + 1]!]);
  }
  return members;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The line of an answer that is JSON already. */
export function writeAnswer(at: number, status: number, store: number, answer: string): string {
  return `{"at":${at},"status":${status},"store":${store},"answer":${answer}}\n`;
}
