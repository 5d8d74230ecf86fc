export * from './context.js';
export * from './mapping/certificate-print.js';
export * from './mapping/comparison-catalogues.js';
export * from './mapping/comparison-mapping.js';
export * from './mapping/occupation-print.js';
export * from './mapping/read-annex.js';
export * from './subgraph.js';
