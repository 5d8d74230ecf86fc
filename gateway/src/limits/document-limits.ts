import type { ComplexityReason } from './too-complex.js';

/** How much of each a document may hold, for everyone. COST is by role. */
export type DocumentLimits = Readonly<Record<Exclude<ComplexityReason, 'COST'>, number>>;

/**
 * Several times the largest of the named operations, and enough for the introspection of tools, whose depth is 15 and which
 * has 600 tokens.
 */
export const documentLimits: DocumentLimits = {
  BYTES: 65_536,
  TOKENS: 5_000,
  // Of brackets of any kind, which is what the parser's stack grows with.
  NESTING: 64,
  DEPTH: 15,
  ALIASES: 60,
  // Of one field of one selection set: the same look-up again and again in one request.
  FIELD_ALIASES: 20,
  ROOT_FIELDS: 30,
  DIRECTIVES: 60,
  SELECTIONS: 1_500,
  FRAGMENTS: 60,
  RECURSION: 0,
  VARIABLES: 60,
  OPERATIONS: 20,
};
