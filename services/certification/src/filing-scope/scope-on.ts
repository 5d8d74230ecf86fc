import type { Finding } from '@shanghai/kernel';
import { listDeadLetters } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { findScopesById } from './filed-scope-store.js';
import type { FiledScope } from './filed-scope.js';
import { type ScopeAsked, judgeScope } from './scope-rules.js';
import { type ScopeStanding, judgeScopeStanding } from './scope-standing-rules.js';

/** The name of the consumer that keeps what filings cover. */
export const SCOPES_CONSUMER = 'filed-scopes';

/** How many events a consumer has still to take. */
export type Lag = (consumer: string) => Promise<number>;

/** What is known of filings, and by whom it is asked how far it is behind. */
export interface ScopeSource {
  readonly store: Connection;
  readonly lag: Lag;
}

/** How far what is known of filings is from what agencies have told. */
export async function scopeStanding({ store, lag }: ScopeSource): Promise<ScopeStanding> {
  const [behind, parked] = await Promise.all([lag(SCOPES_CONSUMER), listDeadLetters(store, SCOPES_CONSUMER)]);
  return { behind, parked: parked.map(({ aggregate }) => aggregate) };
}

/** A filing as far as it is known, with what is found of it. */
export interface ScopeAnswer {
  readonly scope: FiledScope | null;
  readonly findings: readonly Finding[];
}

/**
 * Whether a filing was in force on a day with an item or mapping in its scope at a level: every finding with its code and
 * clause. What is known of filings too late refuses too (FILING_DATA_BEHIND).
 */
export async function scopeOn(
  source: ScopeSource,
  filingId: string,
  asked: ScopeAsked,
  session?: ClientSession,
): Promise<ScopeAnswer> {
  const standing = await scopeStanding(source);
  const [scope = null] = await findScopesById(source.store, [filingId], session);
  return { scope, findings: [judgeScopeStanding(standing, filingId), ...judgeScope(scope, asked)] };
}
