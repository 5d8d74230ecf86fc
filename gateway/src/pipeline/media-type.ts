import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

/** Different headers that are remembered; browsers and libraries send a few. */
const KEPT = 100;
const known = new LRUCache<string, { readonly type: string | undefined }>({ max: KEPT });

/** The media type that an answer has for a header `accept` (GraphQL over HTTP, 6.4); undefined where it takes neither. */
export function mediaTypeFor(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '') return JSON_TYPE;
  const found = known.get(accept);
  if (found) return found.type;
  const type = negotiated(accept);
  known.set(accept, { type });
  return type;
}

/**
 * Whether a header asks for `application/json` by name: such clients take another status than 200 for one that is not of the
 * graph (GraphQL over HTTP, 6.4.1).
 */
export function takesErrorsAs200(accept: string | undefined): boolean {
  return (
    accept !== undefined && accept.includes('application/json') && !accept.includes('application/graphql-response+json')
  );
}

function negotiated(accept: string): string | undefined {
  return new Negotiator({ headers: { accept } }).mediaType([JSON_TYPE, GRAPHQL_TYPE]);
}
