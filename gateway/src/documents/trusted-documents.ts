import { createHash } from 'node:crypto';
import { readNamedOperations } from '../named-operations.js';

/** The documents of the named operations, which may be asked for by their hash or name. */
export interface TrustedDocuments {
  /** The text of a document by the SHA-256 of its text, in hexadecimal and with or without `sha256:`, or by its name. */
  find(id: string): string | undefined;
  has(hash: string): boolean;
}

/** Reads the named operations of a folder; their ids are the hashes of the files as they are. */
export async function readTrustedDocuments(folder: string | undefined): Promise<TrustedDocuments> {
  const operations = await readNamedOperations(folder);
  const byHash = new Map(operations.map(({ query }) => [hashOf(query), query]));
  const byName = new Map(operations.map(({ name, query }) => [name, query]));
  return {
    find: (id) => byHash.get(id.replace(/^sha256:/, '').toLowerCase()) ?? byName.get(id),
    has: (hash) => byHash.has(hash),
  };
}

/** SHA-256 of a document's text in UTF-8, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
