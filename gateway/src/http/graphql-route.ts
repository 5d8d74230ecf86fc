import { requestScopeOf } from '@shanghai/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentReference } from '../documents/resolve-document.js';
import type { Answered, Asked, Pipeline } from '../pipeline/pipeline.js';
import type { GatewayContext } from '../request-context.js';
import { atEndOfTurn } from './end-of-turn.js';
import { readJson } from './json-text.js';
import { badRequest } from './refused.js';

export interface GraphqlRouteOptions {
  readonly pipeline: Pipeline;
  /** Who asks, whether they may now, and what the request carries; a GraphQLError of it is the answer. */
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
  /** The text of the document that is meant; a GraphQLError of it is the answer. */
  readonly documentOf: (reference: DocumentReference, context: GatewayContext) => string;
}

/** Answers `/graphql`: finds out who asks, finds the document, and only then hands the question on. */
export function graphqlRoute({ pipeline, contextOf, documentOf }: GraphqlRouteOptions) {
  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<Answered> {
    const { accept } = request.headers;
    let context: GatewayContext;
    let asked: Asked;
    try {
      context = await contextOf(request, reply);
      const given = request.method === 'GET' ? givenByGet(request) : givenByPost(request);
      asked = askedIn(given, request, documentOf(given, context));
    } catch (error) {
      return pipeline.refuse(error, requestScopeOf(request), accept);
    }
    return pipeline.answer(asked, context);
  }

  return (request: FastifyRequest, reply: FastifyReply): void => {
    answer(request, reply).then(
      (answered) => atEndOfTurn(() => void reply.send(send(reply, answered))),
      (error: unknown) => void reply.send(error),
    );
  };
}

/** Sends an answer of the pipeline. */
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

function givenByPost({ body }: FastifyRequest): Given {
  if (!isRecord(body))
    throw badRequest('the body is one JSON object: query or id, variables, operationName, extensions');
  return body;
}

function givenByGet({ url, headers }: FastifyRequest): Given {
  const type = headers['content-type'];
  // Else a page of another site could send requests that its browser does not ask about.
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type))
    throw badRequest('a GET has no content type but application/json', 415);
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
  { method, headers }: FastifyRequest,
  query: string,
): Asked {
  if (operationName != null && typeof operationName !== 'string') throw badRequest('operationName is a string');
  if (variables != null && !isRecord(variables)) throw badRequest('variables are a JSON object');
  if (extensions != null && !isRecord(extensions)) throw badRequest('extensions are a JSON object');
  return {
    query,
    // An empty name names nothing.
    operationName: operationName || undefined,
    variables: variables ?? {},
    isRead: method === 'GET',
    isCostOnly: headers['x-cost-only'] === 'true' || extensions?.['costOnly'] === true,
    accept: headers.accept,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
