import { type LevelNumber, catalogueItemId, nameKey } from '@shanghai/kernel';
import type { ApplicationForm, AppliedItem, Material } from '../dist/application/application-form.js';
import type { JudgedForm } from '../dist/application/application.js';
import type { ListedItem } from '../dist/application/submission-facts.js';

/** 咖啡师 as a form applies for it: listed in 2024-08 and in 2025-03. */
export function barista(changed: Partial<AppliedItem> = {}): AppliedItem {
  return {
    fullName: '咖啡师',
    code: '4-03-02-08',
    levels: ['5', '4', '3'],
    standardName: '咖啡师国家职业标准',
    standardVersion: '2022年版',
    standardKind: 'NATIONAL',
    mappingId: null,
    workTypeReason: null,
    ...changed,
  };
}

/** 咖啡师 as a list has it: 270号 prints no codes and no level above 3. */
export function listed(edition: '2024-08' | '2025-03', changed: Partial<ListedItem> = {}): ListedItem {
  const fullName = changed.fullName ?? '咖啡师';
  const levels: readonly LevelNumber[] = edition === '2024-08' ? [5, 4, 3] : [5, 4, 3, 2, 1];
  return {
    itemId: catalogueItemId(edition, fullName),
    edition,
    fullName,
    nameKey: nameKey(fullName),
    code: edition === '2024-08' ? null : '4-03-02-08',
    kind: 'OCCUPATION',
    levels,
    lineageIds: ['2024-08', '2025-03'].map((one) => catalogueItemId(one, fullName)),
    ...changed,
  };
}

/** One of the six materials; the last two are the sample papers of 咖啡师. */
export function material(type: string, no: number, changed: Partial<Material> = {}): Material {
  return {
    type,
    name: `${type}-${no}.pdf`,
    sizeBytes: 1024,
    sha256: `${no}`.padStart(64, 'a'),
    reference: `zzjb-${no}`,
    itemName: type === 'SAMPLE_PAPERS' ? '咖啡师' : null,
    ...changed,
  };
}

/** A form that is lawful under every notice. Its applicant is invented. */
export function lawfulForm(changed: Partial<ApplicationForm> = {}): ApplicationForm {
  const person = { title: '主任', phone: '13800001234' };
  return {
    name: '示例咖啡行业协会',
    unifiedSocialCreditCode: '51310000MJ0000001N',
    registrationCity: '310000',
    registrationDistrict: '310115',
    registrationAuthority: '上海市民政局',
    nature: 'SOCIAL_GROUP',
    isIndependentLegalPerson: true,
    isGovernmentAffiliated: false,
    isDecoupled: true,
    isNationalAgencyBranch: false,
    ministryFilingNumber: null,
    address: '上海市浦东新区示例路1号',
    legalRepresentative: '示例人',
    registeredCapital: '100万元',
    head: { name: '赵一', ...person },
    executiveHead: { name: '钱二', ...person },
    liaison: { name: '孙三', ...person },
    servicePhone: '021-60000001',
    supervisionPhone: '021-60000002',
    serviceAddress: '上海市浦东新区示例路1号',
    serviceMailbox: 'service@example.cn',
    publicChannel: 'https://example.cn',
    conditions: {
      dedicatedBody: '评价中心',
      fullTimeStaff: 6,
      experts: 8,
      examiners: 10,
      internalSupervisors: 5,
      premises: '自有场地500平方米',
      hasEquipmentWithSurveillance: true,
      funding: '年度预算200万元',
      qualityControl: null,
    },
    items: [barista()],
    sites: [
      {
        name: '浦东考核点',
        address: '上海市浦东新区示例路2号',
        district: '310115',
        itemNames: ['咖啡师'],
        hasVideoSurveillance: true,
      },
    ],
    materials: [
      material('CREDIT_EVIDENCE', 1),
      material('RECOMMENDATION_LETTER', 2),
      material('APPLICATION_FORM', 3),
      material('LEGAL_REGISTRATION_OR_LICENSE_COPY', 4),
      material('WORK_PLAN', 5),
      material('SAMPLE_PAPERS', 6),
      material('SAMPLE_PAPERS', 7),
    ],
    comparison: {
      ...{ verificationPlatform: null, experience: null, hasLegalPersonCertificate: null, hasElectronicSeal: null },
      ...{ officePremises: null, planSections: [], basicSystems: [] },
    },
    declaration: { accepted: true, signatory: '示例人', signedOn: '2024-08-20' },
    externalApplicationReference: 'ZZJB-0001',
    ...changed,
  };
}

/** The same form as rules see it. */
export function judgedForm(changed: Partial<JudgedForm> = {}): JudgedForm {
  const filledIn = { name: true, title: true, phone: true };
  return { ...lawfulForm(), head: filledIn, executiveHead: filledIn, liaison: filledIn, ...changed };
}
