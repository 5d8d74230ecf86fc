import { findDistrict, isWithin } from '@shanghai/kernel';
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
