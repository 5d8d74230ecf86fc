import { annexRowId, catalogueItemId, findNotice, nameKey, stableId } from '@shanghai/kernel';
import type { ImportFinding } from '@shanghai/platform';
import type { Agency } from '../agency/agency.js';
import { standingOf } from '../filing/filing-state-rules.js';
import type { Filing, FilingFacts } from '../filing/filing.js';
import { groupBy } from '../grouping.js';
import type { FiledItem } from '../item/filed-item.js';
import type { Register } from '../register-store.js';
import type { AnnexRow } from './read-annex.js';

const NOTICE = '沪人社职〔2024〕38号';
const EDITION = '2024-01';
/** The notice calls all of them 社会培训评价组织. */
const TYPE = 'SOCIAL_ORGANISATION';

/** The notice prints no validity: its agencies are listed from the day it was issued, and nothing more is known of them. */
const listed: FilingFacts = {
  type: TYPE,
  listedOn: findNotice(NOTICE)!.issuedOn,
  periods: [],
  suspensions: [],
  termination: null,
};

/** The agencies of the annex, each with one filing for its rows. */
export function agenciesOfAnnex(rows: readonly AnnexRow[]): Register {
  const groups = [...groupBy(rows, ({ agencyNo }) => agencyNo).values()].map(agencyOfRows);
  return {
    agencies: groups.map(({ agency }) => agency),
    filings: groups.map(({ filing }) => filing),
    filedItems: groups.flatMap(({ filedItems }) => filedItems),
    sites: [],
  };
}

function agencyOfRows(rows: readonly AnnexRow[]): { agency: Agency; filing: Filing; filedItems: readonly FiledItem[] } {
  const { agencyNo, agencyName, row } = rows[0]!;
  const agency: Agency = {
    _id: stableId('agency', NOTICE, agencyNo),
    name: agencyName,
    nameKey: nameKey(agencyName),
    type: TYPE,
    nature: null,
    registrationDistrict: null,
    synthetic: false,
    sourceRow: rowId(row),
    listNo: agencyNo,
    sitesKnown: false,
    siteStays: [],
  };
  const filing: Filing = {
    _id: stableId('filing', NOTICE, agencyNo),
    agencyId: agency._id,
    authority: null,
    facts: listed,
    standing: standingOf(listed),
    synthetic: false,
  };
  return { agency, filing, filedItems: rows.map((one) => filedItemOf(one, agency, filing)) };
}

function filedItemOf({ row, name, code, levels }: AnnexRow, agency: Agency, filing: Filing): FiledItem {
  return {
    _id: stableId('filed-item', NOTICE, row),
    filingId: filing._id,
    agencyId: agency._id,
    agencyType: agency.type,
    agencyNameKey: agency.nameKey,
    synthetic: false,
    fullName: name.fullName,
    nameKey: name.key,
    code,
    levels,
    // 五（一）: what evaluates the public goes by the national standard.
    standardKind: 'NATIONAL',
    itemId: catalogueItemId(EDITION, name.fullName),
    mappingId: null,
    from: null,
    to: null,
    sourceRow: rowId(row),
    standing: filing.standing,
    facts: filing.facts,
    siteStays: [],
  };
}

/** What is irregular in the rows, and is no reason to drop one (ANO-001 to ANO-007). */
export function irregularitiesOf(rows: readonly AnnexRow[]): readonly ImportFinding[] {
  const named = groupBy(
    rows.flatMap(({ row, name }) => name.irregularities.map((kind) => ({ row, kind }))),
    ({ kind }) => kind,
  );
  const shared = [...groupBy(rows, ({ name }) => name.key).values()].filter((same) => same.length > 1).flat();
  return [
    ...[...named].map(([kind, found]) => ({ kind, rows: found.map(({ row }) => row) })),
    ...(shared.length > 0 ? [{ kind: 'SAME_ITEM_TWO_AGENCIES', rows: shared.map(({ row }) => row) }] : []),
    { kind: 'VALIDITY_NOT_PRINTED', rows: rows.map(({ row }) => row) },
  ];
}

function rowId(row: number): string {
  return annexRowId({ notice: NOTICE, annex: '附件', row });
}
