import type { Clause } from './clause.js';

/** Whether the words stand in a notice's text. White space does not count on either side; everything else does. */
export function isQuotedFrom(text: string, quote: string): boolean {
  return withoutBlanks(text).includes(withoutBlanks(quote));
}

/** Every clause inside a value, however deep: what the quotation test of a package asks of all its rows. */
export function clausesIn(value: unknown): readonly Clause[] {
  const found = new Set<Clause>();
  const seen = new Set<unknown>();
  const visit = (inner: unknown): void => {
    if (typeof inner !== 'object' || inner === null || seen.has(inner)) return;
    seen.add(inner);
    if (isClause(inner)) found.add(inner);
    else for (const part of inner instanceof Map ? inner.values() : Object.values(inner)) visit(part);
  };
  visit(value);
  return [...found];
}

function isClause(value: object): value is Clause {
  return 'notice' in value && 'item' in value && 'quote' in value;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, '');
}
