import { dayAt } from '@shanghai/kernel';
import type { SelectionRound } from '../round/selection-round.js';
import { openStatuses } from './application-machine.js';
import { type OtherApplication, isCounted } from './other-application-store.js';
import type { EarlierApplication, ItemFacts, ListedItem } from './submission-facts.js';

/** What counts for items under AGY-010. */
export interface Counted {
  /** Whose application is judged: neither it nor its earlier filings count against it. */
  readonly applicantId: string;
  /** The agencies that are filed for each item id. */
  readonly filed: ReadonlyMap<string, readonly string[]>;
  readonly others: readonly OtherApplication[];
}

/** How many agencies are filed for an item or for what it was or became, and how many more are about to be. */
export function countFor(
  item: Pick<ListedItem, 'lineageIds'> | null,
  { applicantId, filed, others }: Counted,
): Pick<ItemFacts, 'filedCount' | 'pendingCount'> {
  if (!item) return { filedCount: 0, pendingCount: 0 };
  const filedIds = new Set(item.lineageIds.flatMap((id) => filed.get(id) ?? []).filter((id) => id !== applicantId));
  const pending = others.filter(
    (other) => other.applicantId !== applicantId && !filedIds.has(other.applicantId) && isPendingFor(other, item),
  );
  return { filedCount: filedIds.size, pendingCount: new Set(pending.map((other) => other.applicantId)).size };
}

/** The earlier applications of an applicant, as the locks look at them. */
export function earlierOf(
  others: readonly OtherApplication[],
  applicantId: string,
  rounds: readonly SelectionRound[],
): readonly EarlierApplication[] {
  return (
    others
      // What was applied for by another route locks nobody (CMP-021).
      .filter((other) => other.applicantId === applicantId && other.route === 'SOCIAL')
      .map(({ _id, status, since, submittedAt, roundId, lineageIds }) => ({
        id: _id,
        status,
        submittedOn: submittedAt && dayAt(submittedAt),
        endedOn: openStatuses.includes(status) ? null : dayAt(since),
        notice: rounds.find((round) => round._id === roundId)?.notice ?? null,
        lineageIds,
      }))
  );
}

function isPendingFor(other: OtherApplication, { lineageIds }: Pick<ListedItem, 'lineageIds'>): boolean {
  const isAlive = ({ status }: OtherApplication['items'][number]) => status === 'PENDING' || status === 'PASSED';
  return (
    isCounted(other) && other.items.some((one) => isAlive(one) && one.lineageIds.some((id) => lineageIds.includes(id)))
  );
}
