import { createSecretKey, type KeyObject } from 'node:crypto';

/** A key with the name by which sealed values say which it was. */
export interface SealingKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The keys of a process. What was sealed with an older one can be opened as long as it is in the list. */
export interface SealingKeys {
  /** The first seals; all open. */
  readonly keys: readonly [SealingKey, ...SealingKey[]];
  /** Hashes what is searched for. It has no successor: another one needs every hash to be made again. */
  readonly searchKey: KeyObject;
}

const KEY_BYTES = 32;

/** Reads `id:base64,id:base64`: 32 bytes each, ids of letters, digits and hyphens, each once; undefined when it is not that. */
export function readSealingKeys(text: string): SealingKeys['keys'] | undefined {
  const keys = text.split(',').map((entry) => {
    const [, id = '', encoded = ''] = /^\s*([A-Za-z\d-]{1,32}):([A-Za-z\d+/]{43}=)\s*$/.exec(entry) ?? [];
    return { id, key: readKey(encoded) };
  });
  const isUnique = new Set(keys.map(({ id }) => id)).size === keys.length;
  const [first, ...others] = keys.flatMap(({ id, key }) => (key ? [{ id, key }] : []));
  return first && isUnique && others.length === keys.length - 1 ? [first, ...others] : undefined;
}

/** Reads one key of 32 bytes in base64; undefined when it is not that. */
export function readKey(encoded: string): KeyObject | undefined {
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === encoded ? createSecretKey(bytes) : undefined;
}
