import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { badRequest, refused } from '../http/refused.js';
import { hashOf, type TrustedDocuments } from './trusted-documents.js';

/** How a request may say which document it means: by its text, by the id of a trusted one, by the hash of one sent before. */
export interface DocumentReference {
  readonly query?: unknown;
  readonly id?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

export interface DocumentsOptions {
  readonly trusted: TrustedDocuments;
  /** Roles that may ask for nothing but trusted documents. */
  readonly trustedOnly: ReadonlySet<string>;
}

/** Of documents that clients sent with their hash (APQ), those used last are kept. */
const KEPT = 500;
const MAX_KEPT_LENGTH = 65_536;

const persistedQueryShape = z.object({ version: z.literal(1), sha256Hash: z.string().max(100) });

/**
 * Makes the function that finds the text of the document that a request means. It refuses with a GraphQLError:
 * PERSISTED_QUERY_NOT_FOUND for an id or hash that is not known, BAD_REQUEST when id or hash and text are of different
 * documents, FORBIDDEN when the role may ask for trusted documents only and this is none.
 */
export function createDocumentResolver({ trusted, trustedOnly }: DocumentsOptions) {
  const sent = new LRUCache<string, string>({ max: KEPT });

  function textOf({ query, id, hash }: Reference): string {
    if (id !== undefined) {
      const text = trusted.find(id);
      if (text === undefined) throw notFound(400);
      if (query !== undefined && query !== text) throw badRequest('the id is that of another document');
      return text;
    }
    if (hash !== undefined) {
      if (query !== undefined && hashOf(query) !== hash) throw badRequest('the hash is that of another document');
      const text = query ?? trusted.find(hash) ?? sent.get(hash);
      // With 200, as the protocol has it: it is no failure, the client sends the text next.
      if (text === undefined) throw notFound(200);
      return text;
    }
    if (query === undefined || query === '') throw badRequest('there is no document: query, id or persistedQuery');
    return query;
  }

  return function resolveDocument(request: DocumentReference, role: string): string {
    const reference = readReference(request);
    const text = textOf(reference);
    if (trustedOnly.has(role) && !trusted.has(hashOf(text))) throw notTrusted();
    if (reference.hash !== undefined && text.length <= MAX_KEPT_LENGTH) sent.set(reference.hash, text);
    return text;
  };
}

interface Reference {
  readonly query: string | undefined;
  readonly id: string | undefined;
  readonly hash: string | undefined;
}

function readReference({ query, id, documentId, extensions }: DocumentReference): Reference {
  return { query: textIn('query', query), id: textIn('id', id ?? documentId), hash: hashIn(extensions) };
}

function hashIn(extensions: unknown): string | undefined {
  const persistedQuery = (extensions as { persistedQuery?: unknown } | null | undefined)?.persistedQuery;
  if (persistedQuery == null) return undefined;
  const persisted = persistedQueryShape.safeParse(persistedQuery);
  if (!persisted.success) throw badRequest('persistedQuery has version 1 and a sha256Hash');
  return persisted.data.sha256Hash;
}

function textIn(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badRequest(`${name} is a string`);
  return value;
}

function notFound(status: number) {
  return refused({ code: 'PERSISTED_QUERY_NOT_FOUND', status, message: 'PersistedQueryNotFound' });
}

function notTrusted() {
  const message = 'only the published operations may be asked for, by their id';
  return refused({ code: 'FORBIDDEN', status: 403, message, details: { reason: 'TRUSTED_ONLY' } });
}
