import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inRequestScope } from '../http/request-scope.js';
import { readTrace } from '../http/trace.js';
import { beginMemberSpan, endRequestSpan } from '../tracing/request-span.js';
import type { AnsweredMessage, GraphMessage } from './answer-message.js';
import { BATCH_PATH, BATCH_TYPE, CANCEL_PATH, type MemberHead, readMembers, writeAnswer } from './batch-format.js';
import type { RequireAssertion } from './require-assertion.js';

export interface BatchRouteOptions {
  readonly assertions: RequireAssertion;
  readonly answer: (message: GraphMessage) => Promise<AnsweredMessage>;
  readonly isReady: () => boolean;
  /** Where single messages are sent. */
  readonly path: string;
  /** Whose requests they are in traces. */
  readonly service: string;
}

const NOT_READY = '{"errors":[{"message":"not ready yet"}]}';
const BROKEN = '{"errors":[{"message":"Internal server error","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}';

/** Adds the routes of batches: what one member meets, no other member feels. */
export function addBatchRoute(scope: FastifyInstance, options: BatchRouteOptions): void {
  const { assertions, answer, isReady, path, service } = options;
  const underWay = new Map<string, AbortController>();
  const traced = { method: 'POST', routeOptions: { url: path + BATCH_PATH } };

  async function answerMember(request: FastifyRequest, [head, body]: readonly [MemberHead, string], at: number) {
    const { asserted } = head;
    if (!isReady()) return writeAnswer(at, 503, 0, NOT_READY);
    const gone = new AbortController();
    underWay.set(head.id, gone);
    const trace = readTrace(head.traceparent);
    const span = beginMemberSpan(service, traced, trace);
    const member = { requestId: asserted.requestId, trace: span?.trace ?? trace, facts: {}, span };
    let status = 500;
    try {
      const parsed = await assertions.parse(request, body);
      const message = { body: parsed, asserted, gone: gone.signal, timeoutMs: head.timeoutMs };
      const { text, commands, ...answered } = await inRequestScope(member, async () => answer(message));
      ({ status } = answered);
      return writeAnswer(at, status, commands, text.trimEnd());
    } catch (error) {
      status = (error as { readonly statusCode?: number }).statusCode ?? 500;
      return writeAnswer(at, status, 0, BROKEN);
    } finally {
      underWay.delete(head.id);
      if (span) endRequestSpan(span, traced, status, member.facts);
    }
  }

  scope.post(path + BATCH_PATH, async (request, reply) => {
    const members = readMembers(String(request.body));
    if (!members) return reply.code(400).send({ errors: [{ message: 'this is no batch' }] });
    const lines = new Readable({ read() {} });
    const all = members.map(async (member, at) => lines.push(await answerMember(request, member, at)));
    void Promise.all(all).then(() => lines.push(null));
    onGone(reply, () => {
      for (const [{ id }] of members) underWay.get(id)?.abort();
    });
    return reply.type(BATCH_TYPE).send(lines);
  });

  scope.post(path + CANCEL_PATH, async (request, reply) => {
    const ids: unknown = request.body;
    for (const id of Array.isArray(ids) ? ids : []) underWay.get(String(id))?.abort();
    return reply.code(204).send();
  });
}

/** Calls back when whoever asked has gone before the end of the answer. */
export function onGone(reply: FastifyReply, gone: () => void): void {
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone();
  });
}
