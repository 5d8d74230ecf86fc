import { majorGroups } from '@shanghai/kernel';
import { pageOfList } from '@shanghai/platform';
import type { CatalogueEditionResolvers, CoverageBandResolvers, CoverageResolvers } from '../generated/resolvers.js';
import { vacancyOf } from '../item/coverage-rules.js';
import { findCoverage } from '../item/edition-coverage.js';

export const CatalogueEdition: CatalogueEditionResolvers = {
  __resolveReference: (edition) => edition,
  coverage: async ({ id, itemLineages }, { asOf, followSuccessions, synthetic }, context) =>
    itemLineages
      ? findCoverage(context, itemLineages, {
          edition: id,
          asOf: asOf ?? context.today,
          followSuccessions: followSuccessions ?? true,
          ...(synthetic != null && { synthetic }),
        })
      : null,
};

export const Coverage: CoverageResolvers = {
  cap: ({ cap }) => cap?.atMost ?? null,
  clauses: ({ cap }) => cap?.clauses ?? [],
};

export const CoverageBand: CoverageBandResolvers = {
  itemCount: ({ items }) => items.length,
  byMajorGroup: ({ items }) =>
    [...majorGroups.map(({ digit }) => digit), null]
      .map((majorGroup) => ({ majorGroup, count: items.filter((item) => item.majorGroup === majorGroup).length }))
      .filter(({ count }) => count > 0),
  items: ({ agencies, items, cap, question }, { majorGroup, ...page }) => {
    const wanted = items.filter((item) => majorGroup == null || item.majorGroup === majorGroup);
    return pageOfList(
      page,
      { list: 'coverage', ...question, agencies, majorGroup },
      wanted.map(({ itemId, agencyCount }) => ({
        item: { id: itemId },
        agencyCount,
        vacancy: vacancyOf(agencyCount, cap),
      })),
    );
  },
};
