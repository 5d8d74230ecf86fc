export { enforcedRules } from './enforced-rules.js';
export { supervision } from './subgraph.js';
