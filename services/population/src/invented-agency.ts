import type { Agency, AgencyNature, AgencyType, FilingAuthority, Site, SiteStay } from '@shanghai/agencies';
import {
  type Day,
  type District,
  type DistrictCode,
  type UnifiedSocialCreditCode,
  addDays,
  creditCodeCheck,
  districts,
  nameKey,
  parseCreditCode,
  stableId,
} from '@shanghai/kernel';
import { dayBetween, inventedFor } from './invented-life.js';
import type { Random } from './random.js';

/** The natures that an agency of each type can have (RULES.md, RTE-001 to RTE-004; CMP-005). */
const natures: Readonly<Record<AgencyType, readonly AgencyNature[]>> = {
  SOCIAL_ORGANISATION: [
    'SOCIAL_GROUP',
    'PRIVATE_NON_ENTERPRISE',
    'ENTERPRISE_MUNICIPAL',
    'ENTERPRISE_DISTRICT',
    'COLLEGE_HIGHER',
    'COLLEGE_SECONDARY',
    'OTHER',
  ],
  ENTERPRISE: ['ENTERPRISE_CENTRAL_SOE_BRANCH', 'ENTERPRISE_MUNICIPAL', 'ENTERPRISE_DISTRICT', 'ENTERPRISE_DISTRICT'],
  COLLEGE: ['COLLEGE_HIGHER', 'COLLEGE_SECONDARY'],
  COMPARISON: ['SOCIAL_GROUP', 'PRIVATE_NON_ENTERPRISE', 'ENTERPRISE_DISTRICT', 'COLLEGE_HIGHER'],
};

const bodies: Readonly<Record<AgencyNature, string>> = {
  ENTERPRISE_CENTRAL_SOE_BRANCH: '集团上海公司',
  ENTERPRISE_MUNICIPAL: '集团公司',
  ENTERPRISE_DISTRICT: '科技公司',
  SOCIAL_GROUP: '行业协会',
  PRIVATE_NON_ENTERPRISE: '技能评价中心',
  COLLEGE_HIGHER: '职业技术学院',
  COLLEGE_SECONDARY: '中等职业学校',
  OTHER: '研究所',
};

const trades = ['甲工', '乙艺', '丙造', '丁修', '戊养', '己食', '庚运', '辛数'];

/** An agency without its sites. Its number makes its name, its credit code and its id its own. */
export function inventAgency(random: Random, no: number, type: AgencyType): Agency & { readonly nature: AgencyNature } {
  const district: District & { readonly code: DistrictCode } = districts[no % districts.length]!;
  const nature = random.pick(natures[type]);
  const name = `示例${district.name}${random.pick(trades)}${bodies[nature]}${String(no).padStart(4, '0')}号`;
  return {
    _id: inventedAgencyId(no),
    name,
    nameKey: nameKey(name),
    type,
    nature,
    creditCode: inventCreditCode(no, district.code),
    registrationDistrict: district.code,
    synthetic: true,
    sourceRow: null,
    listNo: null,
    sitesKnown: true,
    siteStays: [],
  };
}

/** The id of the invented agency of that number. */
export function inventedAgencyId(no: number): string {
  return stableId('agency', '示例', no);
}

/** A code that passes its check and is nobody's: registered by 其他 (Y1), its body part beginning with EX. */
export function inventCreditCode(no: number, district: DistrictCode): UnifiedSocialCreditCode {
  const body = `Y1${district}EX${String(no).padStart(7, '0')}`;
  const reading = parseCreditCode(body + creditCodeCheck(body));
  if (!reading.ok) throw new RangeError(`${no} gives no credit code.`);
  return reading.value;
}

/** Who files an agency (FIL-013): district enterprises file with their district, all others with the Centre (RTE-001 to RTE-004). */
export function inventAuthority({ type, nature, registrationDistrict }: Agency): FilingAuthority {
  const isDistrict = type === 'ENTERPRISE' && nature === 'ENTERPRISE_DISTRICT';
  return isDistrict && registrationDistrict
    ? { body: 'DISTRICT_BUREAU', district: registrationDistrict }
    : { body: 'CENTRE', district: null };
}

/** The sites of an agency since its first filing; a comparison agency holds no exams and may have none. */
export function inventSites(random: Random, no: number, agency: Agency, since: Day): readonly Site[] {
  const count = agency.type === 'COMPARISON' ? random.integer(0, 1) : random.integer(1, 4);
  return Array.from({ length: count }, (_, at) => {
    const district = at === 0 ? agency.registrationDistrict! : random.pick(districts).code;
    return {
      _id: stableId('site', '示例', no, at),
      agencyId: agency._id,
      name: `${agency.name}第${at + 1}考核点`,
      address: `${districts.find(({ code }) => code === district)!.name}示例路${random.integer(1, 999)}号`,
      district,
      ...(at === 0 ? { from: since, to: null } : inventStay(random, since)),
      synthetic: true,
    };
  });
}

function inventStay(random: Random, since: Day): Omit<SiteStay, 'district'> {
  const from = dayBetween(random, since, inventedFor);
  const closed = random.oneIn(6) && from < addDays(inventedFor, -60);
  return { from, to: closed ? dayBetween(random, addDays(from, 30), addDays(inventedFor, -1)) : null };
}
