import type { Connection } from 'mongoose';
import { findShareLink } from './share-link-store.js';
import type { ShareLink } from './share-link.js';
import { secretHash } from './share-secrets.js';

/** 分享链接 by what its maker ends it with; null where there is none. One that has ended is still found. */
export async function findLinkOfMaker(store: Connection, control: string): Promise<ShareLink | null> {
  return findShareLink(store, { controlHash: secretHash(control) });
}
