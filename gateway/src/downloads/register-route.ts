import { Readable } from 'node:stream';
import { requestScopeOf } from '@shanghai/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrustedDocuments } from '../documents/trusted-documents.js';
import type { GraphqlRouteOptions } from '../http/graphql-route.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import { type RegisterFile, registerFiles } from './register-files.js';
import { type RegisterAnswer, type RegisterQuestion, askForPage, pagesFrom } from './register-pages.js';
import { registerVariables } from './register-parameters.js';

export interface DownloadsOptions extends Pick<GraphqlRouteOptions, 'contextOf' | 'pipeline'> {
  readonly trusted: TrustedDocuments;
  /** What each page after the first is asked with: it counts as a request of its own. */
  readonly nextContextOf: GraphqlRouteOptions['contextOf'];
}

/**
 * Serves `/downloads/register.csv` and `/downloads/register.json`: what `PublicRegister` shows, page by page, in one file. Where
 * the operation is not there, neither are they.
 */
export function addDownloads(
  app: FastifyInstance,
  { pipeline, trusted, contextOf, nextContextOf }: DownloadsOptions,
): void {
  const query = trusted.find('PublicRegister');
  if (query === undefined) return;
  for (const file of registerFiles)
    app.get(`/downloads/register.${file.extension}`, async (request, reply) => {
      const question = await questionOf(request, query, async () => contextOf(request, reply)).catch(
        (error: unknown) => ({ failed: pipeline.refuse(error, requestScopeOf(request)) }),
      );
      if ('failed' in question) return sendFailed(reply, question.failed);
      const first = await askForPage(pipeline, question, null);
      if ('failed' in first) return sendFailed(reply, first.failed);
      // Each page listens for the end of the connection.
      reply.raw.setMaxListeners(0);
      const next = { ...question, contextOf: async () => nextContextOf(request, reply) };
      void reply
        .type(file.type)
        .header('content-disposition', `attachment; filename="register-${first.page.asOf}.${file.extension}"`);
      return reply.send(Readable.from(partsOf(pipeline, next, { file, first: first.page })));
    });
}

async function questionOf(
  request: FastifyRequest,
  query: string,
  contextOf: RegisterQuestion['contextOf'],
): Promise<RegisterQuestion> {
  return Promise.resolve({
    query,
    variables: registerVariables(request.url),
    scope: requestScopeOf(request),
    contextOf,
  });
}

async function* partsOf(
  pipeline: Pipeline,
  question: RegisterQuestion,
  { file, first }: { readonly file: RegisterFile; readonly first: RegisterAnswer },
): AsyncGenerator<string> {
  yield file.head(first.asOf);
  let isFirst = true;
  for await (const rows of pagesFrom(pipeline, question, first)) {
    if (rows.length > 0) yield file.rows(rows, isFirst);
    isFirst = false;
  }
  yield file.tail;
}

function sendFailed(reply: FastifyReply, { status, headers, body }: ReturnType<Pipeline['refuse']>): FastifyReply {
  for (const [name, value] of headers) if (name === 'retry-after') void reply.header(name, value);
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}
