export type { Supergraph } from './execution/apollo-executor.js';
export * from './execution/executor.js';
export * from './schema-files.js';
export * from './start-gateway.js';
export * from './subgraph-urls.js';
