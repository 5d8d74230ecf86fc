import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { noteRequest } from '@shanghai/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { DocumentReference } from '../documents/resolve-document.js';
import type { GatewayContext } from '../request-context.js';
import { readJson } from './json-text.js';
import { badRequest } from './refused.js';

export interface GraphqlRouteOptions {
  readonly graphql: ApolloServer<GatewayContext>;
  /** Who asks, whether they may now, and what the request carries; a GraphQLError of it is the answer. */
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
  /** The text of the document that is meant, small enough to be parsed; a GraphQLError of it is the answer. */
  readonly documentOf: (reference: DocumentReference, context: GatewayContext) => string;
}

/** Answers `/graphql`: finds out who asks, finds the document, and only then hands the request to the server. */
export function graphqlRoute({ graphql, contextOf, documentOf }: GraphqlRouteOptions) {
  async function read(request: FastifyRequest, reply: FastifyReply): Promise<Ready> {
    const context = await contextOf(request, reply);
    const find = (reference: DocumentReference): string => documentOf(reference, context);
    return { context, asked: request.method === 'GET' ? askedByGet(request, find) : askedByPost(request, find) };
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const ready = await read(request, reply).catch(refusedBefore);
    const answer = await graphql.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        ...('error' in ready ? { body: undefined, search: '' } : ready.asked),
      },
      context: async () => {
        if ('error' in ready) throw ready.error;
        return ready.context;
      },
    });
    for (const [name, value] of answer.headers) void reply.header(name, value);
    void reply.code(answer.status ?? 200);
    // The graph has no deferred parts, which alone come in chunks.
    return answer.body.kind === 'complete' ? answer.body.string : '';
  };
}

/** What the server's plugins would have noted of a request that they do not see. */
function refusedBefore(error: unknown): { readonly error: unknown } {
  if (error instanceof GraphQLError) noteRequest({ errorCodes: [String(error.extensions['code'])] });
  return { error };
}

interface Ready {
  readonly context: GatewayContext;
  readonly asked: Asked;
}

type Asked = Pick<HTTPGraphQLRequest, 'body' | 'search'>;

function askedByPost({ body }: FastifyRequest, find: (reference: DocumentReference) => string): Asked {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('the body is one JSON object: query or id, variables, operationName, extensions');
  const { id: _, documentId: __, ...rest } = body as DocumentReference;
  return { body: { ...rest, query: find(body), ...withoutHash(rest.extensions) }, search: '' };
}

function askedByGet({ url, headers }: FastifyRequest, find: (reference: DocumentReference) => string): Asked {
  const type = headers['content-type'];
  // Else a page of another site could send requests that its browser does not ask about.
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type))
    throw badRequest('a GET has no content type but application/json', 415);
  const parameters = new URL(url, 'http://localhost').searchParams;
  for (const name of new Set(parameters.keys()))
    if (parameters.getAll(name).length > 1) throw badRequest('a parameter may be given once');
  const extensions = jsonIn(parameters, 'extensions');
  const reference = { ...Object.fromEntries(parameters), extensions };
  // Read for what it must not hold; the server reads it again.
  jsonIn(parameters, 'variables');
  parameters.set('query', find(reference));
  for (const name of ['id', 'documentId', 'extensions']) parameters.delete(name);
  const kept = withoutHash(extensions).extensions;
  if (kept !== undefined) parameters.set('extensions', JSON.stringify(kept));
  return { body: undefined, search: `?${parameters.toString()}` };
}

function jsonIn(parameters: URLSearchParams, name: string): unknown {
  const text = parameters.get(name);
  return text === null ? undefined : readJson(text);
}

/** Without what has been resolved: the server would look for it in a store of its own. */
function withoutHash(extensions: unknown): { readonly extensions?: unknown } {
  if (typeof extensions !== 'object' || extensions === null || !('persistedQuery' in extensions))
    return extensions === undefined ? {} : { extensions };
  const { persistedQuery: _, ...kept } = extensions;
  return { extensions: kept };
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  return map;
}
