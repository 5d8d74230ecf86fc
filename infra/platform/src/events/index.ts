export * from './consume.js';
export { type DeadLetter, createConsumers, listDeadLetters, positionOf } from './consumer-store.js';
export { type StoredEvent, createEvents, headOf, listEvents } from './event-store.js';
export * from './freshness.js';
export * from './lease.js';
export * from './loop.js';
export * from './relay.js';
