import type { Day } from '@shanghai/kernel';
import { type Order, type Page, type PageArguments, badUserInput, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import type { RegisterPeriod } from './register-period-rules.js';
import { type RegisterFilter, countRegister, findRegisterPage } from './register-period-store.js';

/** A row of the register, as it is shown on a day. */
export interface RegisterRow {
  readonly period: RegisterPeriod;
  readonly asOf: Day;
  /** The day that it is compared with; null where none was named. */
  readonly changedSince: Day | null;
}

/** One page of the register, with the day it is of; the rows are counted when the number is asked for. */
export interface PublicRegisterPage extends Page<RegisterRow, () => Promise<number>> {
  readonly asOf: Day;
}

const byName: Order<RegisterPeriod> = [
  { field: 'agencyNameKey', direction: 'asc', of: ({ agencyNameKey }) => agencyNameKey },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/**
 * 公开名册 (DIS-001, DIS-006, FIL-015): one row for each filing that is public on the day, in the order of the names of agencies.
 * @throws GraphQLError BAD_USER_INPUT when the day to compare with lies after the day itself
 */
export async function listRegister(
  { store }: Context,
  filter: RegisterFilter,
  page: PageArguments,
): Promise<PublicRegisterPage> {
  const { asOf, changedSince = null } = filter;
  if (changedSince !== null && changedSince > asOf)
    throw badUserInput('the day to compare with lies after the day of the register', { argument: 'changedSince' });
  const request = { page, order: byName, filter: { list: 'register', ...filter } };
  const periods = await findRegisterPage(store, filter, pageQuery(request));
  const found = pageOf(request, periods, async () => countRegister(store, filter));
  const row = (period: RegisterPeriod): RegisterRow => ({ period, asOf, changedSince });
  return {
    ...found,
    asOf,
    nodes: found.nodes.map(row),
    edges: found.edges.map(({ cursor, node }) => ({ cursor, node: row(node) })),
  };
}

/** The row of one filing on a day; null while it is not public. */
export async function findRegisterRow({ loaders }: Context, filingId: string, asOf: Day): Promise<RegisterRow | null> {
  const periods = await loaders.registerPeriodsOfFiling.load(filingId);
  const period = periods.find(({ from, to }) => from <= asOf && (to === null || to >= asOf));
  return period ? { period, asOf, changedSince: null } : null;
}
