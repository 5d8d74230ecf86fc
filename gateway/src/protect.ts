import cors from '@fastify/cors';
import type { HttpServer, Logger } from '@shanghai/platform';
import { createDocumentResolver } from './documents/resolve-document.js';
import { readTrustedDocuments } from './documents/trusted-documents.js';
import { addChangesRoute, type ChangesChoices } from './http/changes-route.js';
import { addDownloads } from './downloads/register-route.js';
import { answerErrorsAsGraphql } from './http/error-answers.js';
import { graphqlRoute } from './http/graphql-route.js';
import { addPrintedPages } from './http/printed-pages.js';
import { addVerifyPages } from './http/verify-pages.js';
import type { lookupsPerMinute, ratesPerMinute } from './limits/budgets.js';
import type { Pipeline } from './pipeline/pipeline.js';
import type { CallsPerSubgraph } from './traffic/busy-check.js';
import { createLoadShedding } from './traffic/load-shedding.js';
import { type ContextOf, createGuards, type TurnOf } from './traffic/guards.js';
import { createRateLimit } from './traffic/rate-limit.js';

/** What a deployment chooses of protection; what it leaves out is on, or empty. */
export interface ProtectionOptions {
  readonly corsOrigins?: readonly string[];
  readonly trustedProxies?: readonly string[];
  /** Roles that may ask for trusted documents only. */
  readonly trustedOnly?: readonly string[];
  readonly isRateLimited?: boolean;
  /**
   * Whether the graph says by `@access` who may read what; it does when absent. One that does not knows no roles either, and
   * so no budgets of roles.
   */
  readonly hasAccessRules?: boolean;
  readonly ratesPerMinute?: typeof ratesPerMinute;
  /** Look-ups of one record by what stands on it. */
  readonly lookupsPerMinute?: typeof lookupsPerMinute;
  /** Where the world sees the gateway, `https://skills.example.cn`: what codes on pages lead to. As each request says when absent. */
  readonly publicUrl?: string | undefined;
  readonly redisUri?: string | undefined;
  /** Requests under way at a time. */
  readonly concurrency?: number;
  readonly callsPerSubgraph?: CallsPerSubgraph;
  /** How long a request may take, in milliseconds. */
  readonly deadlineMs?: number;
  readonly changes?: ChangesChoices;
}

export interface ProtectedRoute {
  readonly pipeline: Pipeline;
  readonly contextOf: ContextOf;
  /** The same for one of the askings of a stream. */
  readonly turnOf: TurnOf;
  readonly operationsFolder: string | undefined;
  readonly log: Logger;
  readonly protection: ProtectionOptions;
}

/** By the soak on two cores; those who wait for one subgraph do not take all of it (`busy-check.ts`). */
const CONCURRENCY = 350;

/** Adds `/graphql`, the printed pages and the downloads with everything before the graph; the answer ends what it holds open. */
export async function addGraphqlRoute(
  { app, addPlainRoute }: Pick<HttpServer, 'app' | 'addPlainRoute'>,
  route: ProtectedRoute,
): Promise<() => void> {
  const { pipeline, turnOf, operationsFolder, log, protection } = route;
  const { corsOrigins = [], trustedOnly = [], isRateLimited = true, concurrency = CONCURRENCY } = protection;
  const rates = isRateLimited
    ? createRateLimit({ rates: protection.ratesPerMinute, redisUri: protection.redisUri, log })
    : undefined;
  const trusted = await readTrustedDocuments(operationsFolder);
  const resolveDocument = createDocumentResolver({ trusted, trustedOnly: new Set(trustedOnly) });

  if (corsOrigins.length > 0) await app.register(cors, { origin: [...corsOrigins], methods: ['GET', 'POST'] });
  answerErrorsAsGraphql(app, log);
  const guards = createGuards(route, { enter: createLoadShedding(concurrency), rates });
  const { openingOf } = guards;

  addPlainRoute(
    graphqlRoute({
      pipeline,
      contextOf: guards.contextOf,
      documentOf: (reference, { caller: { role } }) => resolveDocument(reference, role),
      origins: new Set(corsOrigins),
    }),
  );
  const choices = protection.changes ?? {};
  addChangesRoute(app, { pipeline, trusted, corsOrigins, turnOf, openingOf, choices });
  const pages = { pipeline, contextOf: guards.contextOf, trusted };
  addPrintedPages(app, pages);
  addVerifyPages(app, { ...pages, publicUrl: protection.publicUrl });
  const nextContextOf = guards.countedContextOf;
  addDownloads(app, { pipeline, contextOf: guards.contextOf, nextContextOf, trusted });
  return () => rates?.stop();
}
