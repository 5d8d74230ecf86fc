export { decideCase } from './case/acts/decide-case.js';
export { investigateCase } from './case/acts/investigate-case.js';
export { registerCase } from './case/acts/register-case.js';
export { enforcedRules } from './enforced-rules.js';
export { supervision } from './subgraph.js';
