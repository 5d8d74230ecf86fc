export * from './context.js';
export * from './inspection/inspection-rules.js';
export * from './subgraph.js';
export * from './territory/supervise-agency.js';
export * from './territory/supervision-duties.js';
export * from './territory/territorial-limbs.js';
export * from './territory/territorial-rules.js';
export * from './violation/tier-rules.js';
