export { catalogue } from './subgraph.js';
