export * from './generate-population.js';
export * from './invented-items.js';
export * from './invented-life.js';
export * from './load-population.js';
export * from './population-size.js';
export * from './random.js';
