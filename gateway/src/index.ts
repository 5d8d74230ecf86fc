export type { Supergraph } from './execution/apollo-executor.js';
export * from './execution/executor.js';
export * from './protect.js';
export * from './protection-variables.js';
export * from './schema-files.js';
export * from './start-gateway.js';
export * from './subgraph-urls.js';
