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

/** What waits for its batch, or for its line of one. */
interface Waiting {
  readonly message: Message;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  /** Calls it off where it was sent; nothing while it waits to be. */
  callOff: ((reason: Error) => void) | undefined;
}

/** A message of a batch. */
export interface Member {
  readonly id: string;
  /** Undefined when it is over: what still knows the member then holds nothing by it. */
  waiting: Waiting | undefined;
}

/** Ends a member that is not over. */
export function endMember(member: Member, tell: (waiting: Waiting) => void): void {
  const { waiting } = member;
  member.waiting = undefined;
  if (waiting) tell(waiting);
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
 * Requests of reads under way. Reads that find no place wait for one and go together then: a subgraph that is busy takes one new
 * connection in each turn of its event loop, so that dozens at once would wait for seconds while others overtake them.
 */
const REQUESTS = 16;

/**
 * Sends the reads of one tick as one request, whose answers come back line by line as they are ready. Each says for whom it asks
 * and has its own deadline; one that is called off is told to the subgraph, and the others go on. What comes alone, what is large
 * and what is an act goes by itself.
 */
export function createBatchCalls({ to, single, isTaken, onRefused }: BatchOptions): Send {
  let joining: Member[] = [];
  let sent = 0;
  let underWay = 0;

  function flush(): void {
    const members = joining.filter(({ waiting }) => waiting);
    joining = [];
    for (const group of groupsOf(members)) {
      if (underWay < REQUESTS) send(group);
      else joining.push(...group);
    }
  }

  function send(group: Member[]): void {
    underWay++;
    const call = group.length > 1 ? sendTogether(group) : sendAlone(group[0]!);
    call.reply.then(ended, ended);
  }

  function ended(): void {
    underWay--;
    if (joining.length > 0) flush();
  }

  function sendAlone({ waiting }: Member): Call<unknown> {
    const { message, resolve, reject } = waiting!;
    const call = single(message);
    call.reply.then(resolve, reject);
    waiting!.callOff = (reason) => call.cancel(reason);
    return call;
  }

  function sendTogether(members: Member[]): Call<unknown> {
    for (const { waiting } of members) waiting!.message.span?.note({ 'graph.batch.size': members.length });
    const call = post(to.pool, batchOf(to, members), batchReceiver(members, to.maxAnswerBytes, onRefused));
    call.reply.catch((error: unknown) => {
      for (const member of members) endMember(member, ({ reject }) => reject(error as Error));
    });
    for (const member of members)
      member.waiting!.callOff = (reason) => {
        if (members.every(({ waiting }) => !waiting)) call.cancel(reason);
        else callOff(to, member.id);
      };
    return call;
  }

  return (message) => {
    if (!message.isRead || !isTaken() || message.body.length > BATCH_BYTES / 4) return single(message);
    // After what has arrived by now has been looked at, so that what different clients ask at once goes together.
    if (joining.length === 0) setImmediate(flush);
    return joined(message, `${ORIGIN}-${++sent}`);
  };

  function joined(message: Message, id: string): Call<Reply> {
    const member: Member = { id, waiting: undefined };
    const reply = new Promise<Reply>((resolve, reject) => {
      member.waiting = { message, resolve, reject, callOff: undefined };
    });
    joining.push(member);
    return {
      reply,
      cancel(reason) {
        endMember(member, ({ reject, callOff }) => {
          reject(reason);
          callOff?.(reason);
        });
      },
    };
  }
}

/** Members in their order, no group larger than a subgraph takes. */
function groupsOf(members: readonly Member[]): readonly Member[][] {
  const groups: Member[][] = [];
  let bytes = Infinity;
  for (const member of members) {
    // Characters beyond ASCII take up to three bytes, and a head a kilobyte.
    const size = 3 * member.waiting!.message.body.length + 1_000;
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
  for (const { waiting, id } of members) {
    const { message } = waiting!;
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
