import { randomUUID } from 'node:crypto';
import {
  ASSERTION_HEADER,
  BATCH_BYTES,
  BATCH_MEMBERS,
  BATCH_PATH,
  BATCH_TYPE,
  CANCEL_PATH,
  publicCaller,
  writeMember,
  writeTrace,
} from '@shanghai/platform';
import type { Call } from './call.js';
import { batchReceiver } from './batch-receiver.js';
import { post } from './http-call.js';
import type { Message, Reply } from './message.js';
import type { Send } from './reply.js';
import { assertionOf, type Destination } from './single-call.js';

/** A message that waits for its batch, or for its line of one. */
export interface Member {
  readonly message: Message;
  readonly id: string;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  isOver: boolean;
  /** Calls it off where it was sent; nothing while it waits. */
  callOff: ((reason: Error) => void) | undefined;
}

export interface BatchOptions {
  readonly to: Destination;
  /** How a message goes by itself. */
  readonly single: Send;
  /** Whether the subgraph has said that it takes batches. */
  readonly isTaken: () => boolean;
  /** Told when it does not after all. */
  readonly onRefused: () => void;
}

/** Who a batch is of: nobody, since each member says for whom it asks. */
const OF_ALL = { requestId: 'batch', caller: publicCaller };
/** Of this process: ids of two gateways never meet. */
const ORIGIN = randomUUID();

/**
 * Sends the reads of one tick as one request, whose answers come back line by line as they are ready. Each says
 * for whom it asks and has its own deadline; one that is called off is told to the subgraph, and the others go on. What comes alone, what is large
 * and what is an act goes by itself.
 */
export function createBatchCalls({ to, single, isTaken, onRefused }: BatchOptions): Send {
  let waiting: Member[] = [];
  let sent = 0;

  function flush(): void {
    const members = waiting.filter(({ isOver }) => !isOver);
    waiting = [];
    for (const group of groupsOf(members)) {
      if (group.length > 1) sendTogether(group);
      else for (const member of group) sendAlone(member);
    }
  }

  function sendAlone(member: Member): void {
    const call = single(member.message);
    call.reply.then(member.resolve, member.reject);
    member.callOff = (reason) => call.cancel(reason);
  }

  function sendTogether(members: readonly Member[]): void {
    for (const { message } of members) message.span?.note({ 'graph.batch.size': members.length });
    const call = post(to.pool, batchOf(to, members), batchReceiver(members, to.maxAnswerBytes, onRefused));
    call.reply.catch((error: unknown) => {
      for (const member of members) member.reject(error as Error);
    });
    for (const member of members)
      member.callOff = (reason) => {
        if (members.every(({ isOver }) => isOver)) call.cancel(reason);
        else callOff(to, member.id);
      };
  }

  return (message) => {
    if (!message.isRead || !isTaken() || message.body.length > BATCH_BYTES / 4) return single(message);
    // After what has arrived by now has been looked at, so that what different clients ask at once goes together.
    if (waiting.length === 0) setImmediate(flush);
    return joined(message, `${ORIGIN}-${++sent}`);
  };

  function joined(message: Message, id: string): Call<Reply> {
    let member: Member;
    const reply = new Promise<Reply>((resolve, reject) => {
      member = {
        message,
        id,
        isOver: false,
        callOff: undefined,
        resolve(given) {
          member.isOver = true;
          resolve(given);
        },
        reject(error) {
          member.isOver = true;
          reject(error);
        },
      };
      waiting.push(member);
    });
    return {
      reply,
      cancel(reason) {
        if (member.isOver) return;
        member.reject(reason);
        member.callOff?.(reason);
      },
    };
  }
}

/** Members in their order, no group larger than a subgraph takes. */
function groupsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  const groups: Member[][] = [];
  let bytes = Infinity;
  for (const member of members) {
    // Characters beyond ASCII take up to three bytes, and a head a kilobyte.
    const size = 3 * member.message.body.length + 1_000;
    const group = groups.at(-1);
    if (group && group.length < BATCH_MEMBERS && bytes + size <= BATCH_BYTES) {
      group.push(member);
      bytes += size;
    } else {
      groups.push([member]);
      bytes = size;
    }
  }
  return groups;
}

function batchOf(to: Destination, members: readonly Member[]) {
  const path = to.path + BATCH_PATH;
  const began = performance.now();
  let body = '';
  for (const { message, id } of members) {
    const { asserted, trace, until } = message;
    const timeoutMs = Math.max(1, Math.round(until - began));
    body += writeMember({ id, asserted, timeoutMs, traceparent: trace && writeTrace(trace) }, message.body);
  }
  const assertion = assertionOf(to, { path, asserted: { ...OF_ALL, now: to.machineClock.now() }, body });
  return { path, headers: { 'content-type': BATCH_TYPE, accept: BATCH_TYPE, [ASSERTION_HEADER]: assertion }, body };
}

/** Tells the subgraph that nobody waits for a member; whether it hears it is of no consequence. */
function callOff(to: Destination, id: string): void {
  const path = to.path + CANCEL_PATH;
  const body = JSON.stringify([id]);
  const asserted = { requestId: id, now: to.machineClock.now(), caller: publicCaller };
  const assertion = assertionOf(to, { path, asserted, body });
  const headers = { 'content-type': 'application/json', [ASSERTION_HEADER]: assertion };
  const nothing = { onHead() {}, onData() {}, onEnd() {} };
  post(to.pool, { path, headers, body }, nothing).reply.catch(() => undefined);
}
