import { badRequest } from './refused.js';

/** Deeper than any input of the graph; what walks through values recursively stays far from the end of its stack. */
const MAX_NESTING = 64;
/** Names through which objects reach what all objects share. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** NUL, which stores and logs end texts at, and halves of surrogate pairs, which are no characters. */
const FORBIDDEN_TEXT = /\0|\p{Surrogate}/u;

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
  requireSafe(value);
  return value;
}

/** Reads bytes as UTF-8 and that as JSON, as `readJson` does; bytes that are no UTF-8 are BAD_REQUEST too. */
export function readJsonBytes(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw badRequest('this is not UTF-8');
  }
  return readJson(text);
}

/** Walks without recursion: the depth is not known yet. */
function requireSafe(root: unknown): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) throw badRequest(`JSON may be nested ${MAX_NESTING} deep`);
    level = level.flatMap(requireSafeNode);
  }
}

/** What is to be looked at next. */
function requireSafeNode(value: unknown): readonly unknown[] {
  if (typeof value === 'string') requireSafeText(value);
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value as readonly unknown[];
  for (const key of Object.keys(value)) {
    requireSafeText(key);
    if (FORBIDDEN_KEYS.has(key)) throw badRequest('a key of the JSON is not allowed');
  }
  return Object.values(value);
}

function requireSafeText(text: string): void {
  if (FORBIDDEN_TEXT.test(text)) throw badRequest('a text holds characters that are none');
}
