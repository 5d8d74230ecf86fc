import {
  BATCH_FORM,
  BATCH_HEADER,
  type Clock,
  codedError,
  LogEvent,
  type Logger,
  measureSubgraphCall,
  type Span,
} from '@shanghai/platform';
import { Pool } from 'undici';
import type { ExecutionContext } from '../executor.js';
import { accessScopeOf } from './access-scope.js';
import { createBatchCalls } from './batch-calls.js';
import { type Call, callFault } from './call.js';
import { type CallsUnderWay, createCallCount } from './calls-under-way.js';
import { type CircuitChoices, createCircuit } from './circuit.js';
import { createGuardedCalls } from './guarded-calls.js';
import type { Reply, SubgraphAnswer } from './message.js';
import { createSharedReads } from './shared-reads.js';
import { createSingleCalls, type Destination } from './single-call.js';

/** How patient the gateway is with its subgraphs. */
export interface Resilience {
  /** From the first asking to the last byte of an answer: 8 s when absent. */
  readonly timeoutMs?: number | undefined;
  /** How often a read is tried again after a fault that passes: twice when absent. */
  readonly retries?: number | undefined;
  readonly circuit?: CircuitChoices | undefined;
  /** 20 MB when absent. */
  readonly maxAnswerBytes?: number | undefined;
}

export interface SubgraphClientOptions {
  readonly name: string;
  /** Where its graph is answered: `http://127.0.0.1:4001/graphql`. */
  readonly url: string;
  readonly log: Logger;
  /** The secret shared with the subgraph, which refuses what is not signed with it. */
  readonly assertionKey: string;
  /** By which assertions are fresh. */
  readonly machineClock: Clock;
  readonly resilience: Resilience;
  /**
   * Goes on with every act that is answered, by whichever subgraph, and with whatever else may have changed something: a read
   * of one turn is not shared with who asks in the next.
   */
  readonly turn: { number: number };
}

/** What goes to a subgraph for a request under way. */
export interface SubgraphRequest {
  /** The operation with its variables, as JSON. */
  readonly body: string;
  /** Whether it may be asked again, and shared with others who ask the same. */
  readonly isRead: boolean;
  readonly under: ExecutionContext;
}

/** Speaks GraphQL to one subgraph over connections that are kept. */
export interface SubgraphClient {
  /** Calls that are not answered yet; a read that several share is one. */
  underWay(): CallsUnderWay;
  /** @throws GraphQLError SUBGRAPH_UNAVAILABLE, which says no more than the subgraph's name, when there is no such answer */
  ask(request: SubgraphRequest): Promise<SubgraphAnswer>;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 8_000;
const RETRIES = 2;
const MAX_ANSWER_BYTES = 20_000_000;
const CONNECTIONS = 64;
const CONNECT_MS = 3_000;
/** Below the time after which a subgraph closes an idle connection, so that no request meets a closing one. */
const KEEP_ALIVE_MS = 30_000;

/** Makes the client; it connects when it is first asked. */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const { name, log, turn, resilience } = options;
  const { timeoutMs = TIMEOUT_MS, retries = RETRIES } = resilience;
  const to = destinationOf(options);
  const circuit = createCircuit(resilience.circuit);
  let takesBatches = false;
  const single = createSingleCalls(to, (headers) => (takesBatches = headers[BATCH_HEADER] === BATCH_FORM));
  const send = createBatchCalls({
    to,
    single,
    isTaken: () => takesBatches,
    onRefused: () => (takesBatches = false),
  });
  const count = createCallCount();
  const start = createGuardedCalls({ send, circuit, count, timeoutMs, retries });
  const reads = createSharedReads<Reply>();

  function call({ body, isRead, under }: SubgraphRequest, span: Span | undefined): Call<Reply> {
    const { stamp, caller, cost } = under;
    const asserted = { requestId: stamp.requestId, now: stamp.now, caller };
    const message = { body, isRead, asserted, trace: span?.trace ?? under.trace, span };
    if (isRead) {
      const among = `${turn.number} ${accessScopeOf(caller, stamp.now)}`;
      const read = reads.join({ among, text: body }, () => start(message));
      if (read.isOwn) cost.subgraphs++;
      else span?.note({ 'graph.shared': true });
      return read;
    }
    cost.subgraphs++;
    const act = start(message);
    const told = (): number => turn.number++;
    act.reply.then(told, told);
    return act;
  }

  return {
    underWay: () => count.now(),
    async ask(request) {
      const { waiter, cost, stamp, trace } = request.under;
      const startedAt = performance.now();
      const span = request.under.span?.call(name, { 'peer.service': name });
      let stay: (() => void) | undefined;
      try {
        if (waiter.hasGone()) throw gone();
        const called = call(request, span);
        stay = waiter.onGone(() => called.cancel(gone()));
        const reply = await called.reply;
        cost.store += reply.store;
        measureSubgraphCall(name, 'answered', performance.now() - startedAt);
        span?.end({ facts: { 'graph.outcome': 'answered' } });
        return reply.take();
      } catch (error) {
        measureSubgraphCall(name, 'failed', performance.now() - startedAt);
        span?.end({
          facts: { 'graph.outcome': waiter.hasGone() ? 'abandoned' : 'failed' },
          hasFailed: !waiter.hasGone(),
        });
        // The reason stays here: it holds addresses, and parts of answers that are none.
        if (!waiter.hasGone())
          log.warn(
            {
              requestId: stamp.requestId,
              traceId: trace?.traceId,
              event: LogEvent.SUBGRAPH_UNANSWERED,
              subgraph: name,
              err: error,
            },
            'a subgraph did not answer',
          );
        throw codedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} is not available`, { subgraph: name });
      } finally {
        stay?.();
      }
    },
    stop: () => to.pool.close(),
  };
}

function destinationOf({ url, assertionKey, machineClock, resilience }: SubgraphClientOptions): Destination {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_MS },
  });
  const { maxAnswerBytes = MAX_ANSWER_BYTES } = resilience;
  return { pool, path: pathname + search, assertionKey, machineClock, maxAnswerBytes };
}

function gone(): Error {
  return callFault('nobody waits any more');
}
