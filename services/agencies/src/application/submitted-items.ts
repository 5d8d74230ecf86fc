import { stableId } from '@shanghai/kernel';
import { topGradesOf } from '../route/route-item-rules.js';
import type { AppliedItem } from './application-form.js';
import type { SubmittedItem } from './application.js';
import { levelsOf } from './item-form-rules.js';
import type { SubmissionFacts } from './submission-facts.js';

/** What identifies an item, by its kind (FIL-001). */
type Identity = Pick<SubmittedItem, 'itemId' | 'source' | 'lineageIds' | 'fullName' | 'code' | 'standardKind'>;

/** The items as they were lawfully submitted: as the published list or the comparison catalogue has them, else as the form has. */
export function submittedItems(facts: SubmissionFacts, applicationId: string): readonly SubmittedItem[] {
  return facts.form.items.map((applied, at) => ({
    ...identityOf(facts, applied, at, applicationId),
    levels: levelsOf(applied),
    topGrades: topGradesOf(applied),
    status: 'PENDING',
    decidedAt: null,
    decidedBy: null,
  }));
}

function identityOf(facts: SubmissionFacts, applied: AppliedItem, at: number, applicationId: string): Identity {
  const { route, items, mappings } = facts;
  if (route === 'SOCIAL') {
    const { itemId, lineageIds, fullName, code } = items![at]!.listed!;
    return { itemId, source: 'CATALOGUE', lineageIds, fullName, code, standardKind: 'NATIONAL' };
  }
  const { fullName, code, standardKind } = applied;
  if (route === 'COMPARISON') {
    const { mappingId, occupationFullName } = mappings![at]!;
    const named = { fullName: occupationFullName, code, standardKind: null };
    return { itemId: mappingId, source: 'COMPARISON', lineageIds: [], ...named };
  }
  const itemId = stableId('item', applicationId, fullName);
  return { itemId, source: 'OCCUPATION', lineageIds: [], fullName, code, standardKind: standardKind ?? 'NATIONAL' };
}
