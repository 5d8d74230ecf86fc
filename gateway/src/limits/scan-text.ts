import { Lexer, Source, TokenKind } from 'graphql';
import type { DocumentLimits } from './document-limits.js';
import type { TooComplex } from './too-complex.js';

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.PAREN_L, TokenKind.BRACKET_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.PAREN_R, TokenKind.BRACKET_R]);

/**
 * What of a text is too much to be parsed, if anything: its bytes, tokens, or the nesting of its brackets, which would
 * exhaust the parser's stack. Reads no further than the first that is; a text that is no GraphQL is left to the parser.
 */
export function checkText(text: string, limits: DocumentLimits): TooComplex | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.BYTES) return { reason: 'BYTES', value: bytes, maximum: limits.BYTES };
  const lexer = new Lexer(new Source(text));
  let nesting = 0;
  let tokens = 0;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      if (++tokens > limits.TOKENS) return { reason: 'TOKENS', value: tokens, maximum: limits.TOKENS };
      if (OPENING.has(token.kind)) nesting++;
      else if (CLOSING.has(token.kind)) nesting--;
      if (nesting > limits.NESTING) return { reason: 'NESTING', value: nesting, maximum: limits.NESTING };
    }
  } catch {
    // The parser says where and why.
  }
  return undefined;
}
