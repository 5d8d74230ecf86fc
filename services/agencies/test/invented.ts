import { type DistrictCode, day, nameKey, stableId } from '@shanghai/kernel';
import type { Agency } from '../dist/agency/agency.js';
import { standingOf } from '../dist/filing/filing-state-rules.js';
import type { Filing, FilingFacts } from '../dist/filing/filing.js';
import type { FiledItem } from '../dist/item/filed-item.js';
import type { Register } from '../dist/register-store.js';
import { filed } from './facts.js';

/** What an invented agency is made from; everything else follows from its number. */
interface Invented {
  readonly no: number;
  readonly agency?: Partial<Agency>;
  readonly filing?: Partial<Filing>;
  readonly facts?: FilingFacts;
  /** Its filed items, without the fields that repeat the agency and the filing. */
  readonly items?: readonly Partial<FiledItem>[];
  /** The districts of its sites, in use since the first day of 2024. */
  readonly siteDistricts?: readonly DistrictCode[];
}

/** An invented agency with one filing, by default a social evaluation organisation filed on 2024-05-10. */
export function invented({
  no,
  facts: given = filed(),
  items = [{}],
  siteDistricts = [],
  ...changed
}: Invented): Register {
  const name = `示例评价机构${no}`;
  const sites = siteDistricts.map((district, at) => ({
    _id: stableId('site', 'test', no, at),
    agencyId: stableId('agency', 'test', no),
    name: `示例考核点${no}-${at}`,
    address: '示例路1号',
    district,
    from: day('2024-01-01'),
    to: null,
    synthetic: true,
  }));
  const agency: Agency = {
    _id: stableId('agency', 'test', no),
    name,
    nameKey: nameKey(name),
    type: 'SOCIAL_ORGANISATION',
    nature: 'SOCIAL_GROUP',
    registrationDistrict: '310115',
    synthetic: true,
    sourceRow: null,
    listNo: null,
    sitesKnown: true,
    siteStays: sites.map(({ district, from, to }) => ({ district, from, to })),
    ...changed.agency,
  };
  const facts: FilingFacts = { ...given, type: agency.type };
  const filing: Filing = {
    _id: stableId('filing', 'test', no),
    agencyId: agency._id,
    authority: { body: 'CENTRE', district: null },
    receiptNo: `示例-${no}`,
    facts,
    standing: standingOf(facts),
    synthetic: true,
    ...changed.filing,
  };
  const filedItems = items.map((item, at): FiledItem => ({
    _id: stableId('filed-item', 'test', no, at),
    filingId: filing._id,
    agencyId: agency._id,
    agencyType: agency.type,
    agencyNameKey: agency.nameKey,
    synthetic: true,
    fullName: '示例项目',
    nameKey: '示例项目',
    code: null,
    levels: [5, 4, 3],
    standardKind: 'NATIONAL',
    itemId: null,
    mappingId: null,
    from: null,
    to: null,
    sourceRow: null,
    standing: filing.standing,
    facts,
    siteStays: agency.siteStays,
    ...item,
  }));
  return { agencies: [agency], filings: [filing], filedItems, sites };
}
