import type { AppliedItem, ApplicationForm, ContactPerson, Material, ProposedSite } from '@shanghai/agencies';
import type { CatalogueRow } from '@shanghai/catalogue';
import { type Day, type DistrictCode, type UnifiedSocialCreditCode, findDistrict } from '@shanghai/kernel';

/** What an invented form is about; everything else in it follows. */
export interface FormSubject {
  readonly no: number;
  readonly name: string;
  readonly creditCode: UnifiedSocialCreditCode;
  /** The rows of the published list that are applied for. */
  readonly rows: readonly CatalogueRow[];
  /** Where its sites are; the first is where it is registered. */
  readonly districts: readonly [DistrictCode, ...DistrictCode[]];
  readonly signedOn: Day;
}

const MATERIALS = [
  ['CREDIT_EVIDENCE', '信用报告'],
  ['RECOMMENDATION_LETTER', '推荐函'],
  ['APPLICATION_FORM', '申请表'],
  ['LEGAL_REGISTRATION_OR_LICENSE_COPY', '法人登记证书复印件'],
  ['WORK_PLAN', '职业技能等级认定工作方案'],
] as const;

/** The levels that an invented applicant applies for, of those that are offered. */
const LEVELS: readonly number[] = [5, 4, 3];

/** A form that no rule refuses as long as its items are offered; nobody in it is a real person. */
export function inventForm(subject: FormSubject): ApplicationForm {
  const { no, name, creditCode, rows, districts, signedOn } = subject;
  const items = rows.map(itemOf);
  return {
    name,
    unifiedSocialCreditCode: creditCode,
    registrationCity: '310000',
    registrationDistrict: districts[0],
    registrationAuthority: '示例登记机关',
    nature: 'PRIVATE_NON_ENTERPRISE',
    isIndependentLegalPerson: true,
    isGovernmentAffiliated: false,
    isDecoupled: null,
    isNationalAgencyBranch: false,
    ministryFilingNumber: null,
    address: `${findDistrict(districts[0])!.name}示例路${no}号`,
    legalRepresentative: '示例甲',
    registeredCapital: '100万元',
    head: personOf(no, '甲', '校长'),
    executiveHead: personOf(no, '乙', '副校长'),
    liaison: personOf(no, '丙', '主任'),
    servicePhone: '021-00000000',
    supervisionPhone: '021-00000001',
    serviceAddress: `${findDistrict(districts[0])!.name}示例路${no}号`,
    serviceMailbox: `office${no}@example.org`,
    publicChannel: `https://example.org/${no}`,
    conditions: {
      dedicatedBody: '职业技能等级认定办公室',
      fullTimeStaff: 8,
      experts: 6,
      examiners: 10,
      internalSupervisors: 5,
      premises: '自有场地',
      hasEquipmentWithSurveillance: true,
      funding: '自有资金',
      qualityControl: null,
    },
    items,
    sites: districts.map((district) => siteOf(district, items)),
    materials: materialsOf(no, items),
    declaration: { accepted: true, signatory: '示例甲', signedOn },
    comparison: {
      ...{ verificationPlatform: null, experience: null, hasLegalPersonCertificate: null, hasElectronicSeal: null },
      ...{ officePremises: null, planSections: [], basicSystems: [] },
    },
    externalApplicationReference: `示例-${no}`,
  };
}

/** The name of the site in a district, by which its bureau recommends it. */
export function siteName(district: DistrictCode): string {
  return `${findDistrict(district)!.name}考核点`;
}

function itemOf({ fullName, code, levels }: CatalogueRow): AppliedItem {
  return {
    fullName,
    code,
    levels: levels.filter((level) => LEVELS.includes(level)).map(String),
    standardName: `${fullName}国家职业标准`,
    standardVersion: '2024年版',
    standardKind: 'NATIONAL',
    mappingId: null,
    workTypeReason: fullName.includes('（') ? '目录按工种列示' : null,
  };
}

function siteOf(district: DistrictCode, items: readonly AppliedItem[]): ProposedSite {
  return {
    name: siteName(district),
    address: `${findDistrict(district)!.name}示例路1号`,
    district,
    itemNames: items.map(({ fullName }) => fullName),
    hasVideoSurveillance: true,
  };
}

function materialsOf(no: number, items: readonly AppliedItem[]): readonly Material[] {
  const papers = items.flatMap(({ fullName }) =>
    ['一', '二'].map((paper) => ['SAMPLE_PAPERS', `${fullName}样卷${paper}`, fullName] as const),
  );
  return [...MATERIALS.map(([type, name]) => [type, name, null] as const), ...papers].map(
    ([type, name, itemName], at) => ({
      type,
      name: `${name}.pdf`,
      sizeBytes: 1_000 * (at + 1),
      // Of no file: it only has to be written as one.
      sha256: `${no}f${at}`.padStart(64, '0'),
      reference: `示例/${no}/${at + 1}`,
      itemName,
    }),
  );
}

function personOf(no: number, letter: string, title: string): ContactPerson {
  return { name: `示例${letter}`, title, phone: `1390000${String(no % 10_000).padStart(4, '0')}` };
}
