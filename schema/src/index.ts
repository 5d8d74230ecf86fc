export * from './subgraphs.js';
