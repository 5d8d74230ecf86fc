import { type Clause, type Day, type LedgerId, type Force, clause, day } from '@shanghai/kernel';

/** 社评组织家数: how many agencies an item generally has at most. */
export interface AgencyCap {
  readonly rule: LedgerId;
  readonly atMost: number;
  readonly force: Force;
  readonly from: Day;
  readonly clauses: readonly Clause[];
}

/** The cap by the day it begins to govern (AGY-010). SHOULD, not MUST: the notice says 一般. */
export const agencyCaps: readonly AgencyCap[] = [
  {
    rule: 'AGY-010',
    atMost: 3,
    force: 'SHOULD',
    from: day('2025-03-20'),
    clauses: [clause('沪人社职〔2025〕76号', '二（二）', '社评组织一般不超过3家')],
  },
];

/** The cap that governs on a day; null before the first. */
export function findAgencyCap(on: Day): AgencyCap | null {
  return agencyCaps.findLast(({ from }) => from <= on) ?? null;
}

/** 机构数分档. */
export type AgencyCountBand = 'NONE' | 'ONE' | 'TWO' | 'THREE_OR_MORE';

/** The bands, from none upwards. */
export const agencyCountBands: readonly AgencyCountBand[] = ['NONE', 'ONE', 'TWO', 'THREE_OR_MORE'];

/** The band of a number of agencies. */
export function bandOf(agencies: number): AgencyCountBand {
  return agencyCountBands[Math.min(agencies, agencyCountBands.length - 1)]!;
}

/** How many agencies more until the cap; null where none governs. Never negative: nothing ends because there are more. */
export function vacancyOf(agencies: number, cap: AgencyCap | null): number | null {
  return cap && Math.max(0, cap.atMost - agencies);
}

/** What is counted, in Chinese (AGY-010, PR): the unit is the item, followed through its successions or not. */
export function countingRule(followSuccessions: boolean): string {
  const unit = followSuccessions ? '按项目计，承继前后的项目合并计算' : '按项目计，不合并承继前后的项目';
  return `当日已备案或列入目录、未期满也未终止的社会培训评价组织；${unit}；同一机构只计一次`;
}

/** An item of an edition with the ids under which agencies may be filed for it. */
export interface CountedItem {
  readonly itemId: string;
  readonly majorGroup: string | null;
  readonly lineageIds: readonly string[];
}

/** An item with the number of its agencies and its place in the annex. */
export interface CoveredItem {
  readonly itemId: string;
  readonly majorGroup: string | null;
  readonly position: number;
  readonly agencyCount: number;
}

/** Counts the agencies of each item: those filed for it, or for any item of its lineage when successions are followed. */
export function coverItems(
  items: readonly CountedItem[],
  agenciesByItem: ReadonlyMap<string, readonly string[]>,
  followSuccessions: boolean,
): readonly CoveredItem[] {
  return items.map(({ itemId, majorGroup, lineageIds }, position) => {
    const ids = followSuccessions ? [itemId, ...lineageIds] : [itemId];
    const agencies = new Set(ids.flatMap((id) => agenciesByItem.get(id) ?? []));
    return { itemId, majorGroup, position, agencyCount: agencies.size };
  });
}
