import { findDistrict, isWithin } from '@shanghai/kernel';
import type { Context } from '../context.js';
import type { Filing as FilingRow } from '../filing/filing.js';
import { type FilingRecord, emptyRecord, recordOf } from '../filing/filing-record.js';
import { isExtended, renewalOn } from '../filing/filing-step-rules.js';
import { seesInside, tasksOfFiling } from '../filing/filing-tasks.js';
import { filingActsOpenTo } from '../filing/open-filing-acts.js';
import { stateOn } from '../filing/filing-state-rules.js';
import { filingTermOf } from '../filing/filing-term-rules.js';
import { pageOfReceipt } from '../filing/print-receipt.js';
import { deadlinesOfFilings } from '../deadline/filing-deadlines.js';
import type { ClauseResolvers, FilingResolvers } from '../generated/resolvers.js';
import { byText } from '../text-order.js';
import { historyOfFiling } from './history.js';

const MOST_ITEMS = 10;

export const Filing: FilingResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.filing.load(id),
  id: ({ _id }) => _id,
  agency: async ({ agencyId }, _arguments, { loaders }) => (await loaders.agency.load(agencyId))!,
  type: ({ facts }) => facts.type,
  authority: ({ authority }) => authority?.body ?? null,
  authorityDistrict: ({ authority }) => (authority?.district ? findDistrict(authority.district) : null),
  receiptNo: ({ receiptNo }) => receiptNo ?? null,
  validFrom: ({ facts }) => facts.periods[0]?.from ?? null,
  validTo: ({ facts }) => facts.periods.at(-1)?.to ?? null,
  validityPrinted: ({ facts }) => facts.listedOn === null,
  validityAssumed: ({ facts: { type, periods } }) => periods.some(({ from }) => filingTermOf(type, from).isAssumed),
  listedOn: ({ facts }) => facts.listedOn,
  state: ({ facts }, { asOf }, { today }) => stateOn(facts, asOf ?? today),
  version: ({ version }) => version ?? 0,
  reportedToNationalCentreAt: ({ reportedToNationalCentreAt }) => reportedToNationalCentreAt ?? null,
  publishedOn: ({ publishedOn }) => publishedOn ?? null,
  receiptPage: async (filing, _arguments, context) => pageOfReceipt(context, filing),
  deadlines: (filing, { asOf }, { today }) => deadlinesOfFilings([filing], asOf ?? today),
  history: async ({ _id }, page, context) => historyOfFiling(context, _id, page),
  renewal: ({ facts }, { asOf }, { today }) => renewalOn(facts, asOf ?? today),
  extendedPendingDecision: ({ facts }, { asOf }, { today }) => isExtended(facts, asOf ?? today),
  expiryEvaluations: (filing, _arguments, context) => insideOf(context, filing).expiryEvaluations,
  adjustments: (filing, _arguments, context) => insideOf(context, filing).adjustments,
  notEvaluableItems: (filing) => recordOf(filing).notEvaluable,
  wrapUpTasks: (filing, _arguments, context) => insideOf(context, filing).wrapUp,
  remarks: (filing, _arguments, context) => insideOf(context, filing).remarks,
  tasks: async (filing, { asOf, owner }, context) => {
    if (!seesInside(context.caller, filing)) return [];
    const tasks = await tasksOfFiling(context, filing, asOf ?? context.today);
    return tasks.filter((one) => owner == null || one.owner === owner);
  },
  availableActs: (filing, _arguments, context) => filingActsOpenTo(context.caller, filing, context),
  items: async ({ _id, agencyId }, { asOf }, { loaders, today }) => {
    const on = asOf ?? today;
    const items = (await loaders.filedItemsOfAgency.load(agencyId))
      .filter(({ filingId, standing }) => filingId === _id && isWithin(on, standing.from, standing.to))
      .sort((a, b) => byText(a.nameKey, b.nameKey) || byText(a._id, b._id));
    return { totalCount: items.length, nodes: items.slice(0, MOST_ITEMS) };
  },
};

export const Clause: ClauseResolvers = {
  notice: ({ notice }) => ({ id: notice }),
};

/** What acts have added, for who has a part in the filing; to others nothing of it. */
function insideOf({ caller }: Context, filing: FilingRow): FilingRecord {
  return seesInside(caller, filing) ? recordOf(filing) : emptyRecord;
}
