import { Readable } from 'node:stream';
import { requestScopeOf } from '@shanghai/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { TrustedDocuments } from '../documents/trusted-documents.js';
import type { Answered, Pipeline } from '../pipeline/pipeline.js';
import type { GatewayContext } from '../request-context.js';
import type { TurnOf } from '../traffic/guards.js';
import { createStreamPlaces } from './changes-places.js';
import { type ChangesTurn, changeEvents, type StreamedChange } from './changes-stream.js';
import { send } from './graphql-route.js';
import { badRequest, refused } from './refused.js';

/** What a deployment, or a test, chooses of the stream of changes. */
export interface ChangesChoices {
  /** How often the graph is asked for what is new. */
  readonly pollMs?: number;
  readonly heartbeatMs?: number;
  /** Streams that one caller may have open at a time. */
  readonly streamsOfOneCaller?: number;
  /** Streams open at a time. */
  readonly streams?: number;
}

export interface ChangesRouteOptions {
  readonly pipeline: Pipeline;
  readonly trusted: TrustedDocuments;
  /** Pages of other origins that may ask. */
  readonly corsOrigins: readonly string[];
  /** Who asks, and whether they may now; for each asking anew, so that a token that has expired opens nothing any more. */
  readonly turnOf: TurnOf;
  /** The same for the opening of a stream, which is counted among the requests of its sender. */
  readonly openingOf: TurnOf;
  readonly choices: ChangesChoices;
}

const OPERATION = 'ChangesSince';
const AT_ONCE = 100;
const DEFAULTS = { pollMs: 1_000, heartbeatMs: 15_000, streamsOfOneCaller: 3, streams: 1_000 };

/**
 * Serves `GET /changes`: what the operation `ChangesSince` answers, again and again and by no other way, as Server-Sent Events
 * with the same cursors. `Last-Event-ID`, or `?cursor=`, says where to begin.
 */
export function addChangesRoute(app: FastifyInstance, options: ChangesRouteOptions): void {
  const { pipeline, trusted, corsOrigins, turnOf, openingOf } = options;
  const query = trusted.find(OPERATION);
  if (query === undefined) return;
  const { pollMs, heartbeatMs, streamsOfOneCaller, streams } = { ...DEFAULTS, ...options.choices };
  const takePlace = createStreamPlaces({ ofOneCaller: streamsOfOneCaller, ofAll: streams });
  const stopping = new AbortController();
  app.addHook('preClose', (done) => {
    stopping.abort();
    done();
  });

  const answerOf = async (cursor: string | null, context: GatewayContext): Promise<Answered> =>
    pipeline.answer({ query, operationName: OPERATION, variables: { cursor, first: AT_ONCE } }, context);

  async function open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    checkOrigin(request, corsOrigins);
    const gone = goneWith(reply);
    const cursor = cursorOf(request);
    const context = await openingOf(request, gone);
    const leave = takePlace({ subject: context.caller.subject, address: request.ip });
    reply.raw.once('close', leave);
    const answered = await answerOf(cursor, context);
    const first = turnIn(answered);
    if (first === 'LATER' || 'ended' in first) return reply.send(send(reply, failed(answered, first)));
    const ask = async (after: string | null): Promise<ChangesTurn> =>
      turnOf(request, gone)
        .then(async (turn) => answerOf(after, turn))
        .then(turnIn, faultOf);
    const events = changeEvents({ first, ask, cursor, pollMs, heartbeatMs, gone, stopping: stopping.signal });
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('x-accel-buffering', 'no')
      .header('connection', 'close')
      .send(Readable.from(events));
  }

  app.get('/changes', async (request, reply) =>
    open(request, reply).catch((error: unknown) =>
      reply.send(send(reply, pipeline.refuse(error, requestScopeOf(request)))),
    ),
  );
}

/** A page of another origin may read along only if it is on the list; who is no page names none. */
function checkOrigin({ headers: { origin, host } }: FastifyRequest, allowed: readonly string[]): void {
  if (origin === undefined || allowed.includes(origin)) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw refused({ code: 'FORBIDDEN', status: 403, message: 'pages of this origin may not read the changes' });
}

function cursorOf({ headers, url }: FastifyRequest): string | null {
  const given = [headers['last-event-id'], ...new URL(url, 'http://localhost').searchParams.getAll('cursor')];
  const [cursor, other] = given.flat().filter((one) => one !== undefined && one !== '');
  // One that connects again sends where it began, and where it came to, which is the first here.
  if (other !== undefined && headers['last-event-id'] === undefined) throw badRequest('the cursor may be given once');
  return cursor ?? null;
}

function goneWith(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

interface Body {
  readonly data?: {
    readonly changesSince?: {
      readonly changes: readonly StreamedChange[];
      readonly cursor: string;
      readonly hasMore: boolean;
    } | null;
  } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** After these the same question is never answered otherwise. */
const FINAL: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_CURSOR', 'BAD_USER_INPUT']);

function turnIn({ body }: Answered): ChangesTurn {
  const { data, errors } = JSON.parse(String(body)) as Body;
  const page = data?.changesSince;
  if (page) return page;
  const final = errors?.map(({ extensions }) => extensions?.code).find((code) => FINAL.has(code));
  return final === undefined ? 'LATER' : { ended: final };
}

/** Why nobody could ask: for a token that is not valid any more the reason of that, else it is tried again. */
function faultOf(error: unknown): ChangesTurn {
  if (!(error instanceof GraphQLError) || !FINAL.has(error.extensions['code'])) return 'LATER';
  const { reason, code } = error.extensions;
  return { ended: String(reason ?? code) };
}

/** What could not be read is no stream: a client that is told 200 would wait for ever. */
function failed(answered: Answered, turn: 'LATER' | { readonly ended: string }): Answered {
  return answered.status === 200 ? { ...answered, status: turn === 'LATER' ? 503 : 400 } : answered;
}
