import {
  ASSERTION_HEADER,
  type Clock,
  codedError,
  currentRequest,
  LogEvent,
  type Logger,
  measureSubgraphCall,
  readServerTiming,
  signAssertion,
  TRACE_HEADER,
  writeTrace,
} from '@shanghai/platform';
import type { GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import { z } from 'zod';
import type { ExecutionRequest } from './executor.js';

export interface SubgraphClientOptions {
  readonly name: string;
  /** Where its graph is answered: `http://127.0.0.1:4001/graphql`. */
  readonly url: string;
  readonly log: Logger;
  /** The secret shared with the subgraph, which refuses what is not signed with it. */
  readonly assertionKey: string;
  /** By which assertions are fresh. */
  readonly machineClock: Clock;
  /** From sending a request to the last byte of its answer. */
  readonly timeoutMs?: number | undefined;
  readonly maxAnswerBytes?: number | undefined;
}

/** What goes to a subgraph for a request under way. */
export interface SubgraphRequest {
  /** The operation with its variables, as JSON. */
  readonly body: string;
  readonly under: Pick<ExecutionRequest, 'stamp' | 'caller' | 'cost' | 'signal'>;
}

export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Speaks GraphQL to one subgraph over connections that are kept. */
export interface SubgraphClient {
  /** @throws GraphQLError SUBGRAPH_UNAVAILABLE, which says no more than the subgraph's name, when there is no such answer */
  ask(request: SubgraphRequest): Promise<SubgraphAnswer>;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 20_000_000;
const CONNECTIONS = 64;
/** Below the time after which a subgraph closes an idle connection, so that no request meets a closing one. */
const KEEP_ALIVE_MS = 30_000;

const answerShape = z
  .object({
    data: z.record(z.string(), z.unknown()).nullish(),
    errors: z.array(z.looseObject({ message: z.string() })).optional(),
  })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);

/** Makes the client; it connects when it is first asked. */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const {
    name,
    url,
    log,
    assertionKey,
    machineClock,
    timeoutMs = TIMEOUT_MS,
    maxAnswerBytes = MAX_ANSWER_BYTES,
  } = options;
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: maxAnswerBytes,
  });

  async function send({ body: sent, under }: SubgraphRequest): Promise<SubgraphAnswer> {
    const { stamp, caller, cost, signal } = under;
    cost.subgraphs++;
    const trace = currentRequest()?.trace;
    const message = { method: 'POST', path: pathname, body: sent };
    const asserted = { ...stamp, caller };
    const { statusCode, headers, body } = await pool.request({
      path: pathname,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-request-id': stamp.requestId,
        ...(trace && { [TRACE_HEADER]: writeTrace(trace) }),
        [ASSERTION_HEADER]: signAssertion(assertionKey, asserted, { ...message, issuedAt: machineClock.now() }),
      },
      body: sent,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    cost.store += readServerTiming(headers['server-timing']?.toString(), 'store');
    const text = await body.text();
    // Answers of 4xx are read: a subgraph that refuses a variable says why in them. One that does not know this gateway says 401.
    if (statusCode >= 500 || statusCode === 401) throw new Error(`status ${statusCode}`);
    const answer = answerShape.safeParse(JSON.parse(text));
    if (!answer.success) throw new Error(`status ${statusCode} without a GraphQL answer`);
    return answer.data;
  }

  return {
    async ask(request) {
      const startedAt = performance.now();
      const measure = (outcome: 'answered' | 'failed') =>
        measureSubgraphCall(name, outcome, performance.now() - startedAt);
      try {
        const answer = await send(request);
        measure('answered');
        return answer;
      } catch (error) {
        const { signal } = request.under;
        measure('failed');
        // The reason stays here: it holds addresses, and parts of answers that are none.
        if (!signal.aborted)
          log.warn({ event: LogEvent.SUBGRAPH_UNANSWERED, subgraph: name, err: error }, 'a subgraph did not answer');
        throw codedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} is not available`, { subgraph: name });
      }
    },
    stop: () => pool.close(),
  };
}
