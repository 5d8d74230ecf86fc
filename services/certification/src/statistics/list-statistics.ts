import { type Day, type DistrictCode, addMonths, monthsBetween } from '@shanghai/kernel';
import { type Caller, type Page, type PageArguments, badUserInput, pageOfList, rowsOf } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { CertificateSource } from '../certificate/certificate.js';
import { type CellField, groupCells } from './certificate-cell-store.js';
import type { CellGrain } from './certificate-cell.js';
import { type CertificateCount, type CertificateDimension, coarseCount, exactCount } from './certificate-count.js';

/** Which certificates are counted, and by what. Absent: without that condition. */
export interface StatisticsFilter {
  readonly by: CertificateDimension;
  readonly from?: Day | null | undefined;
  readonly to?: Day | null | undefined;
  readonly district?: DistrictCode | null | undefined;
  readonly itemId?: string | null | undefined;
  /** The number of a level; one that no level has is of no certificate. */
  readonly level?: number | null | undefined;
  readonly agencyId?: string | null | undefined;
  readonly source?: CertificateSource | null | undefined;
}

/** One page of groups. */
export type CertificateCountPage = Page<CertificateCount>;

/** Who asks, of which store, on which day. */
export interface Asking {
  readonly store: Connection;
  readonly caller: Pick<Caller, 'role' | 'scopes'>;
  readonly today: Day;
}

const MOST_MONTHS = 60;
const MOST_GROUPS = 5_000;
const MONTH_LENGTH = '2026-11'.length;

const fields: Readonly<Record<CertificateDimension, CellField>> = {
  DISTRICT: 'district',
  ITEM: 'subject',
  LEVEL: 'level',
  AGENCY: 'agencyId',
  MONTH: 'month',
  SOURCE: 'source',
};

/**
 * 证书统计 in the caller's scope, in the order of the values: one command, over kept counts and never over certificates. An agency
 * is told of its own, a district of those of its agencies, both exactly.
 * @throws GraphQLError BAD_USER_INPUT when the months are none or more than sixty, or there are too many groups
 */
export async function listStatistics(
  { store, caller, today }: Asking,
  filter: StatisticsFilter,
  page: PageArguments,
): Promise<CertificateCountPage> {
  const { by, district, itemId, level, agencyId, source } = filter;
  const { from, to } = monthsOf(filter, today);
  const where = {
    $and: [
      { grain: grainOf(filter, caller), month: { $gte: from, $lte: to } },
      plainRowsOf(caller),
      {
        ...(district != null && { district }),
        ...(itemId != null && { itemId }),
        ...(level != null && { level }),
        ...(agencyId != null && { agencyId }),
        ...(source != null && { source }),
      },
    ],
  };
  const groups = await groupCells(store, where, fields[by], MOST_GROUPS);
  if (groups.length > MOST_GROUPS) throw badUserInput(`more than ${MOST_GROUPS} groups`, { argument: 'by' });
  const told = caller.role === 'ANALYST' ? coarseCount : exactCount;
  const bound = { list: 'certificateStatistics', ...filter, from, to, scopes: caller.scopes };
  return pageOfList(
    page,
    bound,
    groups.map((group) => told(by, group)),
  );
}

/** The coarsest cells that can answer. */
function grainOf({ by, itemId, agencyId }: StatisticsFilter, { scopes }: Asking['caller']): CellGrain {
  const namesAgency = by === 'AGENCY' || agencyId != null || Object.hasOwn(scopes, 'agency');
  const namesSubject = by === 'ITEM' || itemId != null;
  if (namesAgency && namesSubject) return 'AGENCY_SUBJECT';
  return namesAgency ? 'AGENCY' : 'SUBJECT';
}

/** Aggregations take a filter as it is, and a caller who sees nothing asks for no cell. */
function plainRowsOf(caller: Asking['caller']): Readonly<Record<string, unknown>> {
  return rowsOf(caller, { district: 'district', agency: 'agencyId' });
}

function monthsOf({ from, to }: StatisticsFilter, today: Day): { readonly from: string; readonly to: string } {
  const last = to ?? today;
  const first = from ?? addMonths(last, -11);
  if (first > last) throw badUserInput('from is after to', { argument: 'from' });
  if (monthsBetween(first, last) >= MOST_MONTHS)
    throw badUserInput(`at most ${MOST_MONTHS} months`, { argument: 'from' });
  return { from: first.slice(0, MONTH_LENGTH), to: last.slice(0, MONTH_LENGTH) };
}
