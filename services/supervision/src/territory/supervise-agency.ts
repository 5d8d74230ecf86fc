import { type Day, type District, findDistrict } from '@shanghai/kernel';
import { type Duty, cityWideDuties } from './supervision-duties.js';
import type { AgencyType } from './territorial-limbs.js';
import { type DistrictReasons, type Reason, type TerritorialFacts, territorialReasons } from './territorial-rules.js';

/** An agency as the graph sends it here: its id, and what its supervision turns on. */
export interface SupervisedAgency {
  readonly id: string;
  readonly type: AgencyType;
  readonly supervisionFacts: Omit<TerritorialFacts, 'type'>;
}

/** An agency as others of our types name it: the graph sends the facts when they are asked for. */
export type NamedAgency = Pick<SupervisedAgency, 'id'> & Partial<SupervisedAgency>;

/** The agency with what its supervision turns on. Throws where the graph has not sent it: a mistake of ours. */
export function withFacts({ id, type, supervisionFacts }: NamedAgency): SupervisedAgency {
  if (!type || !supervisionFacts) throw new RangeError('The graph has not sent what the supervision turns on.');
  return { id, type, supervisionFacts };
}

/** Who supervises one agency on a day. */
export interface Supervision {
  readonly agencyId: string;
  readonly asOf: Day;
  readonly cityWide: readonly Duty[];
  readonly districtCount: number;
  /** The first ten. */
  readonly districts: readonly DistrictSupervision[];
  /** In Chinese, what is not known; null when the districts are all there are. */
  readonly undetermined: string | null;
}

export interface DistrictSupervision {
  readonly district: District;
  readonly reasons: readonly Reason[];
}

/** The most districts of one agency, and the most sites of one reason, that are shown. */
export const MOST_SHOWN = 10;

/** Who supervises an agency on a day, from the facts alone. Throws on a district that is none: a mistake of ours. */
export function superviseAgency({ id, type, supervisionFacts }: SupervisedAgency, asOf: Day): Supervision {
  const { districts, missing } = territorialReasons({ type, ...supervisionFacts }, asOf);
  const messages = missing.map(({ message }) => message);
  return {
    agencyId: id,
    asOf,
    cityWide: cityWideDuties(asOf),
    districtCount: districts.length,
    districts: shownDistricts(districts),
    undetermined: messages.length === 0 ? null : `无法确定全部监管区：${messages.join('；')}`,
  };
}

/** The first ten districts. Throws on a district that is none: a mistake of ours. */
export function shownDistricts(districts: readonly DistrictReasons[]): readonly DistrictSupervision[] {
  return districts.slice(0, MOST_SHOWN).map(({ district, reasons }) => ({ district: known(district), reasons }));
}

/** Why a district supervises, in Chinese, with the names of the sites and what is only our reading. */
export function explain({ row, sites }: Reason): string {
  const names = sites.slice(0, MOST_SHOWN).map(({ name }) => name);
  const more = sites.length > names.length ? `等${sites.length}处` : '';
  return [
    row.label,
    ...(names.length > 0 ? [`：${names.join('、')}${more}`] : []),
    ...(row.reading ? [`。${row.reading}`] : []),
  ].join('');
}

function known(code: string): District {
  const district = findDistrict(code);
  if (!district) throw new RangeError('A district of an agency is none of the sixteen.');
  return district;
}
