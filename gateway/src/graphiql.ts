import type { FastifyInstance } from 'fastify';
import { type NamedOperation, readNamedOperations } from './named-operations.js';

/** The page may run its own scripts and ask this server; nothing of it comes from elsewhere. */
const POLICY =
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; frame-ancestors 'none'";

/**
 * Serves GraphiQL at `/`, with the named operations as its first tabs. All of the page is in one answer. Made when it is first
 * asked for: its nine megabytes of script would slow every start.
 */
export function registerGraphiql(app: FastifyInstance, operationsFolder: string | undefined): void {
  let page: Promise<string> | undefined;
  app.get('/', async (_request, reply) => {
    page ??= renderPage(operationsFolder);
    void reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY);
    return page;
  });
}

async function renderPage(operationsFolder: string | undefined): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const operations = await readNamedOperations(operationsFolder);
  return renderGraphiQL({
    title: 'Skill-level certification in Shanghai',
    endpoint: '/graphql',
    defaultTabs: operations.map(({ query, variables }: NamedOperation) => ({
      query,
      ...(variables !== undefined && { variables }),
    })),
  });
}
