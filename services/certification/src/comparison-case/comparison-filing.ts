import { type Day, type Finding, refusalsOf } from '@shanghai/kernel';
import type { ClientSession } from 'mongoose';
import { findScopesOfAgency } from '../filing-scope/filed-scope-store.js';
import type { FiledScope, FilingStatus } from '../filing-scope/filed-scope.js';
import { type ScopeSource, scopeStanding } from '../filing-scope/scope-on.js';
import { judgeScope, stateOn } from '../filing-scope/scope-rules.js';
import { judgeScopeStanding } from '../filing-scope/scope-standing-rules.js';
import type { ComparisonMapping } from '../mapping/comparison-mapping.js';

/** The comparison filing of an agency, with what is found of it. */
export interface FilingFound {
  readonly scope: FiledScope | null;
  readonly findings: readonly Finding[];
}

/** Of which agency, for which certificate, on which day. */
export interface FilingAsked {
  readonly agencyId: string;
  readonly mapping: ComparisonMapping | null;
  readonly on: Day;
}

/** The comparison filing of an agency that covers a certificate on a day; where none does, the one that comes nearest. */
export async function findComparisonFiling(
  source: ScopeSource,
  asked: FilingAsked,
  session: ClientSession,
): Promise<FilingFound> {
  const standing = await scopeStanding(source);
  const filed = await findScopesOfAgency(source.store, asked.agencyId, session);
  const { scope, findings } = nearestFiling(filed, asked);
  return { scope, findings: [judgeScopeStanding(standing, scope?._id ?? null), ...findings] };
}

/** The filing that stands best on the day; of equal ones the one with the fewest refusals. */
export function nearestFiling(filed: readonly FiledScope[], { mapping, on }: FilingAsked): FilingFound {
  const asked = { subjects: mapping ? [mapping._id] : [], level: mapping?.level ?? null, on };
  const judged = filed
    .filter(({ type }) => type === 'COMPARISON')
    .map((scope): FilingFound => ({ scope, findings: judgeScope(scope, asked) }))
    .sort((a, b) => rankOn(a, on) - rankOn(b, on) || refusalsOf(a.findings).length - refusalsOf(b.findings).length);
  return judged[0] ?? { scope: null, findings: judgeScope(null, asked) };
}

/** From the best to the worst. */
const RANK: readonly FilingStatus[] = ['ACTIVE', 'LISTED', 'SUSPENDED', 'EXPIRED', 'TERMINATED'];

/** Behind them all where it does not exist yet. */
function rankOn({ scope }: FilingFound, on: Day): number {
  const state = scope && stateOn(scope, on);
  return state ? RANK.indexOf(state.status) : RANK.length;
}
