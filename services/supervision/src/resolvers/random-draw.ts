import { historyPage, pageOfList } from '@shanghai/platform';
import { canLead, strataOf } from '../draw/draw-pool.js';
import { inspectionIdOf } from '../draw/drawn-inspection.js';
import { picksOf, printedRecord, recordOf } from '../draw/list-draws.js';
import { isTrueDraw } from '../draw/redraw.js';
import type { RandomDraw as Draw } from '../draw/random-draw.js';
import type {
  DrawPickResolvers,
  DrawPoolEntryResolvers,
  PublishedDrawResolvers,
  RandomDrawResolvers,
} from '../generated/resolvers.js';

const MOST_SHOWN = 100;

export const RandomDraw = {
  __resolveReference: async ({ id }, { loaders }) => loaders.draw.load(id),
  id: ({ _id }) => _id,
  asOf: ({ basis }) => basis.asOf,
  plannedOn: ({ plan }) => plan.plannedOn,
  algorithm: ({ basis }) => basis.algorithm,
  seedHash: ({ basis }) => basis.seedHash,
  strata: ({ basis }) => strataOf(basis.pool, basis.quotas),
  pool: ({ _id, basis }, page) => pageOfList(page, { list: 'pool', draw: _id }, basis.pool),
  inspectors: ({ inspectors, lead }) =>
    inspectors.slice(0, MOST_SHOWN).map((one) => ({ ...one, canLead: canLead(one, lead) })),
  recusals: ({ recusalReasons }) => recusalReasons.slice(0, MOST_SHOWN),
  picks: (draw) => picksOf(draw),
  isVerified: (draw) => isVerified(draw),
  record: (draw) => printedRecord(draw),
  history: async ({ _id }, page, { store, loaders }) => {
    const aggregate = `draw/${_id}`;
    return historyPage(store, aggregate, page, async (first) => loaders.historyStart(first).load(aggregate));
  },
} satisfies RandomDrawResolvers;

export const DrawPoolEntry = {
  agency: ({ agencyId }) => ({ id: agencyId }),
} satisfies DrawPoolEntryResolvers;

export const DrawPick = {
  name: ({ entry }) => entry.name,
  agency: ({ entry }) => ({ id: entry.agencyId }),
  inspection: async ({ drawId, entryId }, _arguments, { loaders }) =>
    loaders.inspection.load(inspectionIdOf(drawId, entryId)),
} satisfies DrawPickResolvers;

export const PublishedDraw = {
  id: ({ _id }) => _id,
  plannedOn: ({ plan }) => plan.plannedOn,
  seedHash: ({ basis }) => basis.seedHash,
  // What is public was drawn.
  record: (draw) => printedRecord(draw)!,
  isVerified: (draw) => isVerified(draw)!,
} satisfies PublishedDrawResolvers;

function isVerified(draw: Draw): boolean | null {
  const record = recordOf(draw);
  return record && isTrueDraw(record);
}
