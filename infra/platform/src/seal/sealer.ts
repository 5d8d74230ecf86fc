import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { SealingKey, SealingKeys } from './sealing-keys.js';

declare const sealedBrand: unique symbol;
declare const searchHashBrand: unique symbol;

/** An encrypted text with the id of its key: `s1.KEY.NONCE_CIPHERTEXT_TAG`, base64url. It is what may stand in a store. */
export type Sealed = string & { readonly [sealedBrand]: true };
/** What equal texts of one field have in common in a store, and tells nothing of them without the key. */
export type SearchHash = string & { readonly [searchHashBrand]: true };

/** Seals and opens the texts of fields. A field is named as the store names it, `people.phone`. */
export interface Sealer {
  /** Encrypts with the active key; twice the same text gives two values. */
  readonly seal: (field: string, text: string) => Sealed;
  /** @throws SealError when the value was changed, is of another field, or its key is not known */
  readonly open: (field: string, sealed: Sealed) => string;
  /** Whether the value is under the active key; what is not is sealed again when keys are rotated. */
  readonly isCurrent: (sealed: Sealed) => boolean;
  /** The same text under the active key. */
  readonly reseal: (field: string, sealed: Sealed) => Sealed;
  /** For a search by equality. Normalise before: texts that differ in one space have nothing in common. */
  readonly searchHash: (field: string, text: string) => SearchHash;
}

/** A sealed value that cannot be opened. A fault of ours or of who changed the store, never of the caller. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

const VERSION = 's1';
const CIPHER = 'aes-256-gcm';
/** What NIST SP 800-38D recommends for GCM. Random, so a key is good for 2^32 values. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM for what is stored and HMAC-SHA-256 for what is searched, with keys that have nothing in common. */
export function createSealer({ keys, searchKey }: SealingKeys): Sealer {
  const [active] = keys;
  const byId = new Map(keys.map((key) => [key.id, key]));

  function seal(field: string, text: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, active.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(contextOf(active, field));
    const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${VERSION}.${active.id}.${Buffer.concat(parts).toString('base64url')}` as Sealed;
  }

  function open(field: string, sealed: Sealed): string {
    const [version, id = '', encoded = '', ...rest] = sealed.split('.');
    const key = byId.get(id);
    const bytes = Buffer.from(encoded, 'base64url');
    const isWellFormed = version === VERSION && rest.length === 0 && bytes.length >= NONCE_BYTES + TAG_BYTES;
    // Other spellings of the same bytes are changes, too.
    if (!isWellFormed || bytes.toString('base64url') !== encoded) throw new SealError(`${field} holds no sealed value`);
    if (!key) throw new SealError(`${field} is sealed with a key that is not in SEALING_KEYS`);
    const decipher = createDecipheriv(CIPHER, key.key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(contextOf(key, field));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (error) {
      throw new SealError(`${field} holds a sealed value that was changed or is of another field`, { cause: error });
    }
  }

  return {
    seal,
    open,
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${active.id}.`),
    reseal: (field, sealed) => seal(field, open(field, sealed)),
    searchHash: (field, text) =>
      createHmac('sha256', searchKey).update(`${field}\0${text}`).digest('base64url') as SearchHash,
  };
}

/** Binds a value to its key and field, so that it cannot be moved to where others may read it. */
function contextOf({ id }: SealingKey, field: string): Buffer {
  return Buffer.from(`${VERSION}\0${id}\0${field}`);
}
