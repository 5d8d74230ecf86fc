export { supervision } from './subgraph.js';
