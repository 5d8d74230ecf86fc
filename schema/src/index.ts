export * from './subgraphs.js';
export * from './scalars.js';
