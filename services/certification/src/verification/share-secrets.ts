import { createHash } from 'node:crypto';
import type { SearchHash, Sealer } from '@shanghai/platform';
import { stableId } from '@shanghai/kernel';

/** What a link is opened with, and what it is ended and its openings are read with. Neither is stored. */
export interface ShareSecrets {
  readonly token: string;
  readonly control: string;
}

/** The acts that a link is made by, in one text: the same request has the same link. */
export interface ShareSeed {
  readonly numberHash: SearchHash;
  readonly nameHash: SearchHash;
  readonly idempotencyKey: string;
}

/**
 * The two secrets of a link: 256 bits each by a key that nobody outside has, and the same for a request that is repeated, which is
 * answered again although neither is stored.
 */
export function shareSecrets(sealer: Sealer, { numberHash, nameHash, idempotencyKey }: ShareSeed): ShareSecrets {
  const seed = JSON.stringify([numberHash, nameHash, idempotencyKey]);
  return {
    token: sealer.searchHash('shareLinks.token', seed),
    control: sealer.searchHash('shareLinks.control', seed),
  };
}

/** What of a secret is stored: SHA-256, which is enough for 256 random bits. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** The id of a link, from the hash of its token. */
export function shareLinkId(tokenHash: string): string {
  return stableId('share-link', tokenHash);
}
