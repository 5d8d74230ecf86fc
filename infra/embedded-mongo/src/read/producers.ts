import { explain } from './explain.js';
import { aggregate, count, distinct, find, type Produce, records } from './produce.js';

/** Reads by the name under which a worker is asked for them. */
export const PRODUCERS: Readonly<Record<string, Produce>> = { find, aggregate, count, distinct, records, explain };
