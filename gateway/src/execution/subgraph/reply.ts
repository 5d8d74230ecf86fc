import { type Call, callFault } from './call.js';
import type { Message, Reply, SubgraphAnswer } from './message.js';

/** Sends one message once. */
export type Send = (message: Message) => Call<Reply>;

/** Refused as a gateway that is not known; in an answer of the graph nothing has this status. */
const UNKNOWN_GATEWAY = 401;
/** What servers and proxies say while a process starts, stops or is not there. */
const PASSING: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Reads a reply. Those of 4xx are read: a subgraph that refuses a variable says why in them.
 * @throws CallFault where it is no answer of a graph
 */
export function readReply(status: number, text: string, store: number): Reply {
  checkStatus(status);
  return replyOf(checked(status, parsed(status, text)), () => JSON.parse(text) as SubgraphAnswer, store);
}

/** The same for the line of a batch, which is parsed already; `again` parses it once more. */
export function readLine(status: number, answer: unknown, store: number, again: () => unknown): Reply {
  checkStatus(status);
  return replyOf(checked(status, answer), () => again() as SubgraphAnswer, store);
}

function checkStatus(status: number): void {
  if (status >= 500 || status === UNKNOWN_GATEWAY) throw callFault(`status ${status}`, PASSING.has(status));
}

function parsed(status: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw callFault(`status ${status} without JSON`);
  }
}

function checked(status: number, value: unknown): SubgraphAnswer {
  if (!isAnswer(value)) throw callFault(`status ${status} without a GraphQL answer`);
  return value;
}

function replyOf(answer: SubgraphAnswer, again: () => SubgraphAnswer, store: number): Reply {
  let first: SubgraphAnswer | undefined = answer;
  return {
    store,
    take() {
      const taken = first ?? again();
      first = undefined;
      return taken;
    },
  };
}

/** Whether a value is an answer: data, which may be null, or errors with messages. */
function isAnswer(value: unknown): value is SubgraphAnswer {
  if (!isObject(value)) return false;
  const { data, errors } = value;
  if (data === undefined && errors === undefined) return false;
  return (data == null || isObject(data)) && (errors === undefined || (Array.isArray(errors) && errors.every(isError)));
}

function isError(value: unknown): boolean {
  return isObject(value) && typeof value['message'] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
