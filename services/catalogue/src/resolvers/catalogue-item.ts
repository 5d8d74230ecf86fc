import { findLevel, findMajorGroup, parseAnnexRowId, parseOccupationCode } from '@shanghai/kernel';
import type { CatalogueItemResolvers } from '../generated/resolvers.js';
import { placeItem } from '../item/place-item.js';

export const CatalogueItem = {
  __resolveReference: async ({ id }, { loaders }) => loaders.itemById.load(id),
  id: ({ _id }) => _id,
  edition: ({ edition }) => ({ id: edition }),
  majorGroup: ({ code }) => (code === null ? null : findMajorGroup(code.slice(0, 1))),
  middleGroup: ({ code }) => groupsOf(code)?.middleGroup ?? null,
  minorGroup: ({ code }) => groupsOf(code)?.minorGroup ?? null,
  levels: ({ levels }) => levels.map((level) => findLevel(level)!.id),
  rows: ({ rows, rowIds }) => rows.map((printed, at) => ({ ...printed, row: parseAnnexRowId(rowIds[at]!)! })),
  findings: async ({ rowIds }, _arguments, { loaders }) => {
    const found = await Promise.all(rowIds.map(async (rowId) => loaders.findingsOfRow.load(rowId)));
    return [...new Map(found.flat().map((finding) => [finding._id, finding])).values()];
  },
  predecessors: async ({ _id }, _arguments, { loaders }) =>
    (await loaders.successionsOfItem.load(_id)).filter(({ toIds }) => toIds.includes(_id)),
  successors: async ({ _id }, _arguments, { loaders }) =>
    (await loaders.successionsOfItem.load(_id)).filter(({ fromId }) => fromId === _id),
  place: async (item, { asOf }, context) => placeItem(context, item, asOf ?? context.today),
} satisfies CatalogueItemResolvers;

function groupsOf(code: string | null) {
  const reading = code === null ? null : parseOccupationCode(code);
  return reading?.ok ? reading.value : null;
}
