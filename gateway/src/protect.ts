import cors from '@fastify/cors';
import { type Logger, publicCaller } from '@shanghai/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createDocumentResolver } from './documents/resolve-document.js';
import { readTrustedDocuments } from './documents/trusted-documents.js';
import { addChangesRoute, type ChangesChoices } from './http/changes-route.js';
import { addDownloads } from './downloads/register-route.js';
import { answerErrorsAsGraphql } from './http/error-answers.js';
import { graphqlRoute } from './http/graphql-route.js';
import { addPrintedPages } from './http/printed-pages.js';
import { readJsonStrictly } from './http/json-content.js';
import type { ratesPerMinute } from './limits/budgets.js';
import type { Pipeline } from './pipeline/pipeline.js';
import type { GatewayContext } from './request-context.js';
import { createLoadShedding } from './traffic/load-shedding.js';
import { createRateLimit } from './traffic/rate-limit.js';

/** What a deployment chooses of protection; what it leaves out is on, or empty. */
export interface ProtectionOptions {
  readonly corsOrigins?: readonly string[];
  readonly trustedProxies?: readonly string[];
  /** Roles that may ask for trusted documents only. */
  readonly trustedOnly?: readonly string[];
  readonly isRateLimited?: boolean;
  readonly ratesPerMinute?: typeof ratesPerMinute;
  readonly redisUri?: string | undefined;
  /** Requests under way at a time. */
  readonly concurrency?: number;
  /** How long a request may take, in milliseconds. */
  readonly deadlineMs?: number;
  readonly changes?: ChangesChoices;
}

export interface ProtectedRoute {
  readonly pipeline: Pipeline;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
  /** The same for one of the askings of a stream. */
  readonly turnOf: (request: FastifyRequest, gone: AbortSignal) => Promise<GatewayContext>;
  readonly operationsFolder: string;
  readonly log: Logger;
  readonly protection: ProtectionOptions;
}

const CONCURRENCY = 500;

/** Adds `/graphql`, the printed pages and the downloads with everything before the graph; the answer ends what it holds open. */
export async function addGraphqlRoute(app: FastifyInstance, route: ProtectedRoute): Promise<() => void> {
  const { pipeline, contextOf, turnOf, operationsFolder, log, protection } = route;
  const { corsOrigins = [], trustedOnly = [], isRateLimited = true, concurrency = CONCURRENCY } = protection;
  const rates = isRateLimited
    ? createRateLimit({ rates: protection.ratesPerMinute, redisUri: protection.redisUri, log })
    : undefined;
  const enter = createLoadShedding(concurrency);
  const trusted = await readTrustedDocuments(operationsFolder);
  const resolveDocument = createDocumentResolver({ trusted, trustedOnly: new Set(trustedOnly) });

  if (corsOrigins.length > 0) await app.register(cors, { origin: [...corsOrigins], methods: ['GET', 'POST'] });
  readJsonStrictly(app);
  answerErrorsAsGraphql(app, log);
  async function guardedContextOf(request: FastifyRequest, reply: FastifyReply): Promise<GatewayContext> {
    // Before anything that takes time, such as checking a signature.
    reply.raw.once('close', enter());
    return counted(request, contextOf(request, reply));
  }
  async function counted(request: FastifyRequest, given: Promise<GatewayContext>): Promise<GatewayContext> {
    const context = await given.catch(async (error: unknown) => {
      // Else tokens could be tried without end.
      await rates?.take({ ...publicCaller, address: request.ip });
      throw error;
    });
    await rates?.take({ ...context.caller, address: request.ip });
    return context;
  }
  /** An asking is a request under way, a stream that waits is none. */
  async function openingOf(request: FastifyRequest, gone: AbortSignal): Promise<GatewayContext> {
    const leave = enter();
    return counted(request, turnOf(request, gone)).finally(leave);
  }

  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: graphqlRoute({
      pipeline,
      contextOf: guardedContextOf,
      documentOf: (reference, { caller: { role } }) => resolveDocument(reference, role),
    }),
  });
  const choices = protection.changes ?? {};
  addChangesRoute(app, { pipeline, trusted, corsOrigins, turnOf, openingOf, choices });
  addPrintedPages(app, { pipeline, contextOf: guardedContextOf, trusted });
  const nextContextOf: typeof contextOf = async (request, reply) => counted(request, contextOf(request, reply));
  addDownloads(app, { pipeline, contextOf: guardedContextOf, nextContextOf, trusted });
  return () => rates?.stop();
}
