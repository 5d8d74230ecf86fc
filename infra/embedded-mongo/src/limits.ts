/** Bounds of a server. The defaults are meant for use; tests set smaller ones to meet a bound without waiting for it. */
export interface Limits {
  /** Connections beyond these are closed at once. */
  readonly connections: number;
  /** A transaction that is open for longer is aborted; `setParameter` changes it. Source: transactionLifetimeLimitSeconds. */
  transactionSeconds: number;
  /** Events that change streams can go back. */
  readonly oplogEvents: number;
  readonly oplogBytes: number;
}

export const DEFAULT_LIMITS: Readonly<Limits> = {
  connections: 2_000,
  transactionSeconds: 60,
  oplogEvents: 50_000,
  oplogBytes: 64 * 1024 * 1024,
};
