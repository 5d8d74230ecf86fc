export { enforcedRules } from './enforced-rules.js';
export { certification } from './subgraph.js';
