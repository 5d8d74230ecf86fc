export * from './enum-labels.js';
export * from './scalars.js';
export * from './subgraphs.js';
