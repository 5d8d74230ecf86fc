import { type Finding, finding, undetermined } from '@shanghai/kernel';
import { filedScopeRule } from './scope-rules.js';

/** How far what is known of filings is from what agencies have told. */
export interface ScopeStanding {
  /** The events that have still to be taken. */
  readonly behind: number;
  /** The aggregates of which an event could not be taken, as they are named: `filing/7`. */
  readonly parked: readonly string[];
}

/** The most events that may be missing where something is decided: a busy hour, and never a model that is being built. */
export const MOST_BEHIND = 500;

/**
 * Whether what is known of filings may be decided on: of one of them, or of all where none is named. What is too far behind
 * refuses with FILING_DATA_BEHIND, which the same request meets no more a little later.
 */
export function judgeScopeStanding({ behind, parked }: ScopeStanding, filingId: string | null = null): Finding {
  const rule = { ...filedScopeRule, code: 'FILING_DATA_BEHIND' } as const;
  const isUnknown = parked.some((one) => filingId === null || one === `filing/${filingId}` || isLoad(one));
  if (behind <= MOST_BEHIND && !isUnknown) return finding(rule, 'PASS', '备案数据已同步');
  return undetermined(rule, {
    code: 'FILINGS_OUT_OF_DATE',
    message: '备案数据尚未与评价机构服务同步，请稍后再试',
    facts: { behind, parked: parked.length },
  });
}

function isLoad(aggregate: string): boolean {
  return aggregate.startsWith('loaded-agencies/');
}
