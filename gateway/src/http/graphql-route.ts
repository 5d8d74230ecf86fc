import type { Buffer } from 'node:buffer';
import {
  BODY_LIMIT_BYTES,
  type PlainReply,
  type PlainRequest,
  type PlainRoute,
  readBody,
  requestScopeOf,
} from '@shanghai/platform';
import type { FastifyReply } from 'fastify';
import type { DocumentReference } from '../documents/resolve-document.js';
import type { Answered, Asked, Pipeline } from '../pipeline/pipeline.js';
import type { GatewayContext } from '../request-context.js';
import type { ContextOf } from '../traffic/guards.js';
import { whenKnown } from '../when-known.js';
import { atEndOfTurn } from './end-of-turn.js';
import { readJson, readText } from './json-text.js';
import { isJson, requireJson } from './json-content.js';
import { badRequest } from './refused.js';

export interface GraphqlRouteOptions {
  readonly pipeline: Pipeline;
  /** Who asks, whether they may now, and what the request carries; a GraphQLError of it is the answer. */
  readonly contextOf: ContextOf;
  /** The text of the document that is meant; a GraphQLError of it is the answer. */
  readonly documentOf: (reference: DocumentReference, context: GatewayContext) => string;
  /** Pages of which others may read answers. */
  readonly origins: ReadonlySet<string>;
}

/** A body as it was read; null where it was too large to be, undefined where there is none. */
type Body = Buffer | null | undefined;

/** Answers `/graphql`: finds out who asks, finds the document, and only then hands the question on. */
export function graphqlRoute({ pipeline, contextOf, documentOf, origins }: GraphqlRouteOptions): PlainRoute {
  function answer(request: PlainRequest, context: GatewayContext, body: Body): Answered | Promise<Answered> {
    const { accept } = request.headers;
    const text = body === undefined ? undefined : textIn(body, request);
    const known = text === undefined || isCostOnly(request) ? undefined : pipeline.recall(text, accept, context);
    if (known) return known;
    const given = text === undefined ? givenByGet(request) : givenByPost(text);
    return pipeline.answer(askedIn(given, request, documentOf(given, context), text), context);
  }

  function respond(request: PlainRequest, reply: PlainReply, body?: Body): void {
    const sendLater = (answered: Answered): void => atEndOfTurn(() => reply.send(shared(answered, request, origins)));
    const refuse = (error: unknown): void =>
      sendLater(pipeline.refuse(error, requestScopeOf(request), request.headers.accept));
    try {
      const answered = whenKnown(contextOf(request, reply), (context) => answer(request, context, body));
      if (answered instanceof Promise) answered.then(sendLater, refuse);
      else sendLater(answered);
    } catch (error) {
      refuse(error);
    }
  }

  return {
    url: '/graphql',
    methods: new Set(['GET', 'HEAD', 'POST']),
    handle(request, reply) {
      if (request.method !== 'POST') respond(request, reply);
      else readBody(request.raw, BODY_LIMIT_BYTES, (body) => respond(request, reply, body));
    },
  };
}

/** The same answer with what lets a page of an origin read it (the Fetch standard, CORS), where there are such origins. */
function shared(answered: Answered, { headers: { origin } }: PlainRequest, origins: ReadonlySet<string>): Answered {
  if (origins.size === 0) return answered;
  const allowed = origin !== undefined && origins.has(origin) ? [['access-control-allow-origin', origin] as const] : [];
  return { ...answered, headers: [...answered.headers, ['vary', 'Origin'], ...allowed] };
}

/** Sends an answer of the pipeline by the router. */
export function send(reply: FastifyReply, { status, headers, body }: Answered): string | Buffer {
  for (const [name, value] of headers) void reply.header(name, value);
  void reply.code(status);
  return body;
}

/** The parameters of a request (GraphQL over HTTP, 5.1), not looked at yet. */
interface Given extends DocumentReference {
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

function textIn(body: Buffer | null, { headers }: PlainRequest): string {
  requireJson(headers['content-type']);
  if (body === null) throw badRequest(`a body has at most ${BODY_LIMIT_BYTES} bytes`, 413);
  return readText(body);
}

function givenByPost(text: string): Given {
  const body = readJson(text);
  if (!isRecord(body))
    throw badRequest('the body is one JSON object: query or id, variables, operationName, extensions');
  return body;
}

function givenByGet({ url, headers }: PlainRequest): Given {
  const type = headers['content-type'];
  // Else a page of another site could send requests that its browser does not ask about.
  if (type !== undefined && !isJson(type)) throw badRequest('a GET has no content type but application/json', 415);
  const parameters = new URL(url, 'http://localhost').searchParams;
  for (const name of new Set(parameters.keys()))
    if (parameters.getAll(name).length > 1) throw badRequest('a parameter may be given once');
  const json = (name: string): unknown => {
    const text = parameters.get(name);
    return text === null ? undefined : readJson(text);
  };
  return { ...Object.fromEntries(parameters), extensions: json('extensions'), variables: json('variables') };
}

function askedIn(
  { operationName, variables, extensions }: Given,
  request: PlainRequest,
  query: string,
  text: string | undefined,
): Asked {
  if (operationName != null && typeof operationName !== 'string') throw badRequest('operationName is a string');
  if (variables != null && !isRecord(variables)) throw badRequest('variables are a JSON object');
  if (extensions != null && !isRecord(extensions)) throw badRequest('extensions are a JSON object');
  return {
    query,
    // An empty name names nothing.
    operationName: operationName || undefined,
    variables: variables ?? {},
    isRead: request.method !== 'POST',
    isCostOnly: isCostOnly(request) || extensions?.['costOnly'] === true,
    accept: request.headers.accept,
    text,
  };
}

function isCostOnly({ headers }: PlainRequest): boolean {
  return headers['x-cost-only'] === 'true';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
