export { certification } from './subgraph.js';
