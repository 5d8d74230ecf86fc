import { createLog } from '@shanghai/platform';
import { startGateway } from '../../dist/start-gateway.js';
import type { AuditGraph } from './audit-graphs.js';
import { composeAudit, serveAudit } from './serve-audit.js';

/** What a question is answered. */
export interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly path: readonly unknown[]; readonly extensions: { readonly code: string } }[];
}

export interface RunningAudit {
  ask(query: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** Serves a graph through the gateway; its subgraphs may know more than what was composed of them. */
export async function startAudit(graph: AuditGraph, composed: AuditGraph = graph): Promise<RunningAudit> {
  const served = await serveAudit(graph);
  const subgraphUrls = Object.fromEntries(Object.entries(served).map(([name, { url }]) => [name, url]));
  const protection = { hasAccessRules: false, isRateLimited: false };
  const supergraph = { sdl: composeAudit(composed, subgraphUrls) };
  const log = createLog('gateway', 'silent');
  const gateway = await startGateway({ supergraph, subgraphUrls, port: 0, log, protection });
  return {
    async ask(query) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query });
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
      return (await response.json()) as Answer;
    },
    async stop() {
      await gateway.stop();
      for (const server of Object.values(served)) server.stop();
    },
  };
}
