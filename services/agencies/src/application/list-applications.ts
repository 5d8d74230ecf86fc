import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import type { StoredApplication } from './application.js';
import {
  type ApplicationFilter,
  countApplications,
  findApplicationPage,
  newestFirst,
  visibleTo,
} from './application-store.js';

/** One page of applications; they are counted when the number is asked for. */
export type ApplicationPage = Page<StoredApplication, () => Promise<number>>;

/** The applications in the caller's scope, the newest first. */
export async function listApplications(
  { store, caller, loaders }: Context,
  filter: Pick<ApplicationFilter, 'statuses' | 'roundId'>,
  page: PageArguments,
): Promise<ApplicationPage> {
  const request = { page, order: newestFirst, filter: { list: 'applications', ...filter } };
  const visible = visibleTo(caller);
  const rows = await findApplicationPage(store, filter, visible, pageQuery(request));
  for (const one of rows) loaders.application.prime(one._id, one);
  return pageOf(request, rows, async () => countApplications(store, filter, visible));
}
