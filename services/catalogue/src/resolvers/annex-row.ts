import { annexRowId, findNotice, parseAnnexRowId } from '@shanghai/kernel';
import type { AnnexRowResolvers } from '../generated/resolvers.js';

export const AnnexRow = {
  __resolveReference: ({ id }) => parseAnnexRowId(id),
  id: (row) => annexRowId(row),
  notice: ({ notice }) => findNotice(notice)!,
  findings: async (row, _arguments, { loaders }) => loaders.findingsOfRow.load(annexRowId(row)),
} satisfies AnnexRowResolvers;
