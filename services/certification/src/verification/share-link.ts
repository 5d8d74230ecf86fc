/** 分享链接: an address under which a holder lets others see that a certificate is genuine, for a time. */
export interface ShareLink {
  readonly _id: string;
  /** SHA-256 of what stands in the address, which is kept nowhere. */
  readonly tokenHash: string;
  /** SHA-256 of what its maker ends it with and reads its openings by. */
  readonly controlHash: string;
  readonly certificateId: string;
  readonly createdAt: Date;
  /** The first instant at which it is no longer there. */
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** How often it was opened; each opening is a row of its journal. */
  readonly opened: number;
}

/** A link with the number of acts on it. */
export type StoredShareLink = ShareLink & { readonly version: number };
