import { findDistrict, isWithin, levelNumber } from '@shanghai/kernel';
import { pageOfList } from '@shanghai/platform';
import { deadlinesOfFilings } from '../deadline/filing-deadlines.js';
import { retentionDeadlines } from '../deadline/retention-deadlines.js';
import { bestState, stateOn } from '../filing/filing-state-rules.js';
import { takesPartInSite } from '../site/list-sites.js';
import { isInUse, isProposed } from '../site/site-stay-rules.js';
import type { EvaluationAgencyResolvers } from '../generated/resolvers.js';
import { byText } from '../text-order.js';

const FEW_DEADLINES = 3;
const MOST_DEADLINES = 10;

export const EvaluationAgency: EvaluationAgencyResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.agency.load(id),
  id: ({ _id }) => _id,
  unifiedSocialCreditCode: ({ creditCode }) => creditCode ?? null,
  registrationDistrict: ({ registrationDistrict }) => registrationDistrict && findDistrict(registrationDistrict),
  sourceRow: ({ sourceRow }) => (sourceRow === null ? null : { id: sourceRow }),
  status: async ({ _id }, { asOf }, { loaders, today }) => {
    const filings = await loaders.filingsOfAgency.load(_id);
    return bestState(filings.map(({ facts }) => stateOn(facts, asOf ?? today)));
  },
  filings: async ({ _id }, { asOf: day, ...page }, { loaders, today }) => {
    const asOf = day ?? today;
    const filings = (await loaders.filingsOfAgency.load(_id))
      .filter(({ standing }) => standing.from <= asOf)
      .sort((a, b) => byText(b.standing.from, a.standing.from) || byText(a._id, b._id));
    return pageOfList(page, { list: 'filings', agency: _id, asOf }, filings);
  },
  filedItems: async ({ _id }, { asOf: day, level, ...page }, { loaders, today }) => {
    const asOf = day ?? today;
    const items = (await loaders.filedItemsOfAgency.load(_id))
      .filter(({ standing, levels }) => {
        const wanted = level == null || levels.some((one) => one === levelNumber(level));
        return wanted && isWithin(asOf, standing.from, standing.to);
      })
      .sort((a, b) => byText(a.nameKey, b.nameKey) || byText(a._id, b._id));
    return pageOfList(page, { list: 'filedItems', agency: _id, asOf, level }, items);
  },
  sites: async ({ _id }, { asOf: day, district, ...page }, { loaders, today }) => {
    const asOf = day ?? today;
    const sites = (await loaders.sitesOfAgency.load(_id))
      .filter((site) => (district == null || site.district === district) && isInUse(site, asOf))
      .sort((a, b) => byText(a.district, b.district) || byText(a.name, b.name) || byText(a._id, b._id));
    return pageOfList(page, { list: 'sites', agency: _id, asOf, district }, sites);
  },
  proposedSites: async ({ _id }, _arguments, { loaders, caller, today }) =>
    (await loaders.sitesOfAgency.load(_id))
      .filter((site) => isProposed(site, today) && takesPartInSite(caller, site))
      .sort((a, b) => byText(a.name, b.name) || byText(a._id, b._id)),
  deadlines: async (agency, { asOf: day, first }, context) => {
    const asOf = day ?? context.today;
    const filings = deadlinesOfFilings(await context.loaders.filingsOfAgency.load(agency._id), asOf);
    const materials = await retentionDeadlines(context, agency, asOf);
    const nearest = [...filings, ...materials].sort((a, b) => byText(a.on, b.on));
    return nearest.slice(0, Math.min(first ?? FEW_DEADLINES, MOST_DEADLINES));
  },
  supervisionFacts: async ({ _id, registrationDistrict, sitesKnown }, _arguments, { loaders }) => {
    const [filings, sites] = await Promise.all([loaders.filingsOfAgency.load(_id), loaders.sitesOfAgency.load(_id)]);
    return {
      filedBy: filings.flatMap(({ authority, standing }) =>
        authority ? { authority: authority.body, district: authority.district, ...standing } : [],
      ),
      registrationDistrict,
      sites: sites.flatMap(({ _id: siteId, name, district, from, to }) =>
        from === null ? [] : [{ siteId, name, district, from, to }],
      ),
      sitesKnown,
    };
  },
};
