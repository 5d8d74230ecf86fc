import { createHash } from 'node:crypto';
import type { AnchoredHead } from './anchor-store.js';

/** A digest over the heads of aggregates, taken in one after the other in the order of the store. */
export interface AnchorDigest {
  add(head: Pick<AnchoredHead, 'aggregate' | 'version' | 'hash'>): void;
  result(): { readonly aggregates: number; readonly digest: string };
}

/** A digest over nothing yet. */
export function anchorDigest(): AnchorDigest {
  const hash = createHash('sha256');
  let aggregates = 0;
  return {
    add(head) {
      aggregates += 1;
      hash.update(`${JSON.stringify([head.aggregate, head.version, head.hash])}\n`);
    },
    result: () => ({ aggregates, digest: hash.copy().digest('hex') }),
  };
}
