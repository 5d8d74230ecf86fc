import { type Buffer, isUtf8 } from 'node:buffer';
import { badRequest } from './refused.js';

/** Deeper than any input of the graph; what walks through values recursively stays far from the end of its stack. */
const MAX_NESTING = 64;
/** Names through which objects reach what all objects share. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** At which stores and logs end texts. */
const NUL = '\0';

/**
 * Reads a text as JSON that is safe to be handed on.
 * @throws GraphQLError BAD_REQUEST for what is no JSON, is nested deeper than 64, or holds a forbidden key or text
 */
export function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('this is not JSON');
  }
  requireSafe(value, 0);
  return value;
}

/** @throws GraphQLError BAD_REQUEST for bytes that are no UTF-8 */
export function readText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw badRequest('this is not UTF-8');
  return bytes.toString();
}

/** Goes no deeper than it lets a value be nested. */
function requireSafe(value: unknown, depth: number): void {
  if (typeof value === 'string') {
    requireSafeText(value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_NESTING) throw badRequest(`JSON may be nested ${MAX_NESTING} deep`);
  if (Array.isArray(value)) {
    for (const one of value) requireSafe(one, depth + 1);
    return;
  }
  for (const key of Object.keys(value)) {
    requireSafeText(key);
    if (FORBIDDEN_KEYS.has(key)) throw badRequest('a key of the JSON is not allowed');
    requireSafe((value as Readonly<Record<string, unknown>>)[key], depth + 1);
  }
}

function requireSafeText(text: string): void {
  // Halves of surrogate pairs are no characters.
  if (!text.isWellFormed() || text.includes(NUL)) throw badRequest('a text holds characters that are none');
}
