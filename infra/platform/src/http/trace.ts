import { randomFillSync } from 'node:crypto';

/** The trace that a request belongs to, as W3C Trace Context has it. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** Two hexadecimal digits: 01 when whoever called keeps the trace. */
  readonly flags: string;
  /** 16 hexadecimal digits: the span that this was called from; undefined where the trace begins here. */
  readonly parentId?: string;
  /** 16 hexadecimal digits: the span that calls under the trace come from; each comes from one of its own where it is undefined. */
  readonly spanId?: string;
}

/** The header that carries it. */
export const TRACE_HEADER = 'traceparent';

const FORM = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;

/** Drawn from the system a page at a time: each drawing costs more than all that is made of it. */
const pool = Buffer.alloc(4_096);
let drawn = pool.length;

/**
 * Reads a `traceparent`. One that is not well formed is ignored, as the specification asks, and a new trace begins: that has
 * all zeros, version ff, or more than four parts in version 00.
 */
export function readTrace(header: string | readonly string[] | undefined): Trace {
  const [, version = '', traceId = '', parentId = '', flags = '', more] =
    (typeof header === 'string' ? FORM.exec(header) : null) ?? [];
  const isKnown = version !== '' && version !== 'ff' && (version !== '00' || more === undefined);
  if (isKnown && !ZEROS.test(traceId) && !ZEROS.test(parentId)) return { traceId, flags, parentId };
  return { traceId: randomHex(16), flags: '01' };
}

/** Writes the header for one call under the trace: the id of its span, or one that is new each time. */
export function writeTrace({ traceId, flags, spanId = randomHex(8) }: Trace): string {
  return `00-${traceId}-${spanId}-${flags}`;
}

function randomHex(bytes: number): string {
  if (drawn + bytes > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  return pool.toString('hex', drawn, (drawn += bytes));
}
