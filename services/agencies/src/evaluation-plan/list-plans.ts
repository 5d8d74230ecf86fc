import type { Day, DistrictCode } from '@shanghai/kernel';
import type { Order, PageArguments } from '@shanghai/platform';
import type { Context } from '../context.js';
import { findListedItemsById } from '../listed-item/listed-item-store.js';
import { type RecordPage, listRecords } from '../record/list-records.js';
import { type Where, ownedRows } from '../record/record-store.js';
import type { PlanStatus, StoredPlan } from './evaluation-plan.js';
import { knownOr, planRecords, plansOfAgency, publishedWhere } from './plan-store.js';

/** One page of plans. */
export type PlanPage = RecordPage<StoredPlan>;

/** What plans are looked for by. */
export interface PlanSearch {
  readonly text: string | null;
  readonly itemId: string | null;
  readonly level: number | null;
  readonly district: DistrictCode | null;
  readonly from: Day;
  readonly to: Day | null;
}

const soonest: Order<StoredPlan> = [
  // A published plan has a day.
  { field: 'firstExamOn', direction: 'asc', of: ({ firstExamOn }) => firstExamOn! },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

const byId: Order<StoredPlan> = [{ field: '_id', direction: 'asc', of: ({ _id }) => _id }];

/** Who may see drafts: the agency its own, a district those of its area, the city all. */
const insiders: readonly string[] = ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'ANALYST', 'AUDITOR'];

/** The published plans with an examination day in some days, the soonest first; an item under whatever name it had and has. */
export async function listPlans(context: Context, search: PlanSearch, page: PageArguments): Promise<PlanPage> {
  const { itemId, ...others } = search;
  const [listed] = itemId === null ? [] : await findListedItemsById(context.store, [itemId]);
  const itemIds = itemId === null ? null : [itemId, ...(listed?.lineageIds ?? [])];
  const where = publishedWhere({ ...others, itemIds });
  return listRecords(context, planRecords, { order: soonest, filter: { list: 'plans', ...search }, where }, page);
}

/** The plans of an agency in the caller's scope, drafts among them. */
export async function listPlansOfAgency(
  context: Context,
  { agencyId, statuses }: { readonly agencyId: string; readonly statuses: readonly PlanStatus[] | null },
  page: PageArguments,
): Promise<PlanPage> {
  const own = await ownedRows(context.store, context.caller, context.today);
  const filter = { list: 'plansOfAgency', agencyId, statuses, scopes: context.caller.scopes };
  const where: Where = { $and: [own, plansOfAgency(agencyId, statuses)] };
  return listRecords(context, planRecords, { order: byId, filter, where }, page);
}

/** One plan; a draft for those who may see it alone. */
export async function findPlan({ store, caller, today }: Context, id: string): Promise<StoredPlan | null> {
  const own = insiders.includes(caller.role) ? await ownedRows(store, caller, today) : null;
  return planRecords.find(store, id, knownOr(own));
}
