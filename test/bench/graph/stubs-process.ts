import { startStubs } from './stub-server.js';

/** The stubs as a process: their ports are its arguments. It ends with whoever started it. */
await startStubs(process.argv.slice(2).map(Number));
