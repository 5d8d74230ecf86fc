import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { readInstant } from '../clock.js';
import type { RequestStamp } from '../http/request-stamp.js';
import type { Caller } from './caller.js';

/** A request as a subgraph is told of it: its stamp, and who asks. */
export interface AssertedRequest extends RequestStamp {
  readonly caller: Caller;
}

/** The header in which a gateway asserts a request to a subgraph. */
export const ASSERTION_HEADER = 'x-gateway-assertion';

/** How long an assertion is believed, and how far two clocks may differ. */
export const ASSERTION_MS = 30_000;

/** Which HTTP message an assertion is about. */
export interface AssertedMessage {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
}

/** Why an assertion is not believed; for the log alone. */
export type AssertionFault = 'MISSING' | 'MALFORMED' | 'SIGNATURE' | 'MESSAGE' | 'EXPIRED';

const instant = z.string().transform((text, context) => {
  const read = readInstant(text);
  if (read === undefined) context.addIssue({ code: 'custom', message: 'is no instant' });
  return read ?? z.NEVER;
});

/** An asserted request as JSON. */
export const assertedRequest = z.strictObject({
  now: instant,
  requestId: z.string(),
  caller: z.strictObject({
    role: z.string(),
    subject: z.string().nullable(),
    scopes: z.record(z.string(), z.string()),
    posts: z.array(z.string()),
  }),
});

const shape = z.strictObject({
  method: z.string(),
  path: z.string(),
  body: z.string(),
  issuedAt: instant,
  ...assertedRequest.shape,
});

/** Signs who asks, when and what, as the header's value: HMAC-SHA256 over method, path, body hash, instants and caller. */
export function signAssertion(
  key: string,
  { now, requestId, caller }: AssertedRequest,
  { method, path, body, issuedAt }: AssertedMessage & { readonly body: string; readonly issuedAt: Date },
): string {
  const claims = { method, path, body: hashOf(body), issuedAt, now, requestId, caller };
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${text}.${macOf(key, text).toString('base64url')}`;
}

/** An assertion that was believed before the body was read. */
export interface Assertion {
  readonly request: AssertedRequest;
  /** Whether these are the bytes that were signed. */
  readonly isAbout: (body: Buffer) => boolean;
}

/** Reads the header of a message at an instant, or says why it is not believed. */
export function readAssertion(
  key: string,
  header: string | string[] | undefined,
  { method, path, at }: AssertedMessage & { readonly at: Date },
): Assertion | AssertionFault {
  if (header === undefined) return 'MISSING';
  const [text = '', mac = '', ...rest] = String(header).split('.');
  if (Array.isArray(header) || rest.length > 0) return 'MALFORMED';
  if (!isSame(macOf(key, text), Buffer.from(mac, 'base64url'))) return 'SIGNATURE';
  // Signed by a gateway, though perhaps one of another version.
  const claims = shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  if (!claims.success) return 'MALFORMED';
  const { body, issuedAt, now, requestId, caller, ...message } = claims.data;
  if (message.method !== method || message.path !== path) return 'MESSAGE';
  if (Math.abs(at.getTime() - issuedAt.getTime()) > ASSERTION_MS) return 'EXPIRED';
  return { request: { now, requestId, caller }, isAbout: (bytes) => hashOf(bytes) === body };
}

function hashOf(body: string | Buffer): string {
  return hash('sha256', body, 'base64url');
}

function macOf(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
