import { type HistoryOfAggregate, type PageArguments, historyPage } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { ShareLink } from './share-link.js';

/** What its journal has of a link beside its openings: its making and its end. */
const isOpening = ({ act }: { readonly act: string }): boolean => act === 'openShareLink';

/** 打开记录: one page of a link's openings, the oldest first, as its journal has them. */
export async function listOpenings(
  store: Connection,
  { _id, opened }: Pick<ShareLink, '_id' | 'opened'>,
  { first, after }: PageArguments,
): Promise<HistoryOfAggregate> {
  const page = await historyPage(store, `shareLink/${_id}`, { first, after });
  return {
    ...page,
    edges: page.edges.filter(({ node }) => isOpening(node)),
    nodes: page.nodes.filter(isOpening),
    totalCount: async () => Promise.resolve(opened),
  };
}
