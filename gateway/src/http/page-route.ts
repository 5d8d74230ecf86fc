import { requestScopeOf } from '@shanghai/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { TrustedDocuments } from '../documents/trusted-documents.js';
import type { Answered } from '../pipeline/pipeline.js';
import type { GraphqlRouteOptions } from './graphql-route.js';
import { messagePage } from './message-page.js';

/** A page that is printed: where it is, and which named operation gives it from what of the request. */
export interface PageRoute<Data> {
  readonly method: HTTPMethods;
  readonly url: string;
  readonly operation: string;
  /** What it throws is the answer. */
  readonly variablesOf: (request: FastifyRequest) => Readonly<Record<string, unknown>>;
  /** The page in the answer, or null where there is none. */
  readonly pageIn: (data: Data) => string | null | undefined;
}

export interface PageOptions extends Pick<GraphqlRouteOptions, 'contextOf' | 'pipeline'> {
  readonly trusted: TrustedDocuments;
}

/** Such a page may show itself: it runs nothing, loads nothing, sends nothing, and stands in no frame. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** Serves a printed page if there is its operation, asked for as any client asks: with its rights, rate and budget. */
export function addPage<Data extends object>(
  app: FastifyInstance,
  { pipeline, contextOf, trusted }: PageOptions,
  { method, url, operation, variablesOf, pageIn }: PageRoute<Data>,
): void {
  const query = trusted.find(operation);
  if (query === undefined) return;
  app.route({
    method,
    url,
    handler: async (request, reply) => {
      const answered = async (): Promise<Answered> => {
        const context = await contextOf(request, reply);
        return pipeline.answer({ query, operationName: operation, variables: variablesOf(request) }, context);
      };
      const { status, headers, body } = await answered().catch((error: unknown) =>
        pipeline.refuse(error, requestScopeOf(request)),
      );
      for (const [name, value] of headers) if (name === 'retry-after') void reply.header(name, value);
      return send(reply, status, JSON.parse(String(body)) as Answer<Data>, pageIn);
    },
  });
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function send<Data extends object>(
  reply: FastifyReply,
  status: number,
  { data, errors }: Answer<Data>,
  pageIn: PageRoute<Data>['pageIn'],
): string {
  const page = data && pageIn(data);
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .header('referrer-policy', 'no-referrer');
  if (page != null) return page;
  const isOurs = errors?.some(({ extensions }) => extensions?.code !== 'BAD_USER_INPUT') ?? false;
  const failed = status !== 200 ? status : isOurs ? 503 : 404;
  void reply.code(failed);
  return messagePage(failed);
}
