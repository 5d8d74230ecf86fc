import { findDistrict, isWithin, levelId } from '@shanghai/kernel';
import type { FiledAgenciesResolvers, FiledAgencyResolvers } from '../generated/resolvers.js';
import { assessFiledAgency, statementOf } from '../item/filed-agencies.js';
import { subjectOf } from '../item/filed-item.js';
import { isInUse, takes } from '../site/site-stay-rules.js';
import { byText } from '../text-order.js';

const MOST_SITES = 10;

export const FiledAgencies: FiledAgenciesResolvers = {
  byDistrict: ({ byDistrict }) =>
    byDistrict.map(({ district, count }) => ({ district: findDistrict(district)!, count })),
  byLevel: ({ byLevel }) => byLevel.map(({ level, count }) => ({ level: levelId(level), count })),
  nodes: ({ rows, first, scope: { asOf, level } }) =>
    rows.slice(0, first).map((row) => ({ row, asOf, level: level ?? null })),
  statement: statementOf,
};

export const FiledAgency: FiledAgencyResolvers = {
  agency: async ({ row }, _arguments, { loaders }) => (await loaders.agency.load(row.agencyId))!,
  filedItem: async ({ row }, _arguments, { loaders }) => (await loaders.filedItem.load(row._id))!,
  mayAssess: async (one, _arguments, context) => (await assessFiledAgency(context, one)).mayAssess,
  reason: async (one, _arguments, context) => (await assessFiledAgency(context, one)).reason,
  siteCount: ({ row, asOf }) => row.siteStays.filter(({ from, to }) => isWithin(asOf, from, to)).length,
  sites: async ({ row, asOf }, _arguments, { loaders }) => {
    const subject = subjectOf((await loaders.filedItem.load(row._id))!);
    return (await loaders.sitesOfAgency.load(row.agencyId))
      .filter((site) => isInUse(site, asOf) && takes(site, subject, asOf))
      .sort((a, b) => byText(a.district, b.district) || byText(a.name, b.name) || byText(a._id, b._id))
      .slice(0, MOST_SITES);
  },
};
