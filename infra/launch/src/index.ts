export type { ChildService } from './child-process.js';
export * from './five-programs.js';
export * from './graph-parts.js';
export * from './graph-store.js';
export * from './in-five-processes.js';
export * from './in-one-process.js';
export * from './launch.js';
export * from './launch-env.js';
export { freePorts } from './ports.js';
