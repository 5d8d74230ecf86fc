import type { Caller } from '@shanghai/platform';
import { BREAK, type DocumentNode, visit } from 'graphql';
import { refused } from '../http/refused.js';

/** Who may ask for the schema in production. */
const READERS: ReadonlySet<string> = new Set(['ANALYST']);

/** Makes the check that refuses questions about the schema in production, unless an analyst asks. `__typename` is none. */
export function createIntrospectionCheck(): (caller: Caller, document: DocumentNode) => void {
  const introspects = new WeakMap<DocumentNode, boolean>();
  return (caller, document) => {
    if (READERS.has(caller.role)) return;
    let asks = introspects.get(document);
    if (asks === undefined) introspects.set(document, (asks = asksForSchema(document)));
    const message = 'the schema is not told here';
    if (asks) throw refused({ code: 'FORBIDDEN', status: 403, message, details: { reason: 'INTROSPECTION' } });
  };
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name: { value } }) {
      found ||= value === '__schema' || value === '__type';
      return found ? BREAK : undefined;
    },
  });
  return found;
}
