import type { Day, LevelNumber } from '@shanghai/kernel';
import { judgeRestrictions } from '../application/credit-rules.js';
import type { Context } from '../context.js';
import { type AgencyCounts, type FiledRow, countAgencies } from './count-agencies.js';
import type { FiledScope } from './filed-item-store.js';
import { type Assessability, assessabilityOf, judgeFiledItem } from './may-assess-rules.js';

/** The agencies filed for an item or a mapping on a day, with how many of them are named. */
export interface FiledAgencies extends AgencyCounts {
  readonly scope: FiledScope;
  readonly first: number;
}

/** One of them. */
export interface FiledAgency {
  readonly row: FiledRow;
  readonly asOf: Day;
  readonly level: LevelNumber | null;
}

const FEW = 5;
const MOST = 10;

/** The agencies filed for any of the ids, counted once each. */
export async function findFiledAgencies(
  { loaders }: Context,
  ids: readonly string[],
  scope: FiledScope,
  first: number | null | undefined,
): Promise<FiledAgencies> {
  const loader = loaders.filedRows(scope);
  const rows = await Promise.all([...new Set(ids)].map(async (id) => loader.load(id)));
  return { ...countAgencies(rows.flat(), scope.asOf), scope, first: Math.min(first ?? FEW, MOST) };
}

/** Whether one of them may assess on the day that was asked for: by its filing and scope, and by its restrictions (VIO-006). */
export async function assessFiledAgency(
  { loaders }: Context,
  { row, asOf, level }: FiledAgency,
): Promise<Assessability> {
  const [item, restrictions] = await Promise.all([
    loaders.filedItem.load(row._id),
    loaders.restrictionsOfAgency.load(row.agencyId),
  ]);
  return assessabilityOf([...judgeFiledItem(item!, asOf, level), ...judgeRestrictions({ on: asOf, restrictions })]);
}

/** In Chinese, what the counts do not say by themselves; null when they do. */
export function statementOf({ totalCount, undatedCount, scope }: FiledAgencies): string | null {
  const { by, asOf } = scope;
  if (totalCount === 0)
    return by === 'mappingId'
      ? `${asOf}没有备案该比照项目的社会化职业技能评价机构`
      : `${asOf}没有符合所查条件的已备案社会培训评价组织`;
  if (undatedCount === 0) return null;
  const which = undatedCount === totalCount ? '所列机构' : `其中${undatedCount}家`;
  return `${which}见于沪人社职〔2024〕38号目录，未载明备案有效期，${asOf}是否可以评价无法确定`;
}
