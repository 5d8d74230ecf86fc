import {
  type Day,
  type Finding,
  type LedgerId,
  type LevelNumber,
  type Verdict,
  addDays,
  catalogueItemId,
  day,
  dayAt,
  nameKey,
  parseInstant,
  refusalsOf,
} from '@shanghai/kernel';
import {
  type ApplicationForm,
  type AppliedItem,
  type AuthorityRecommendation,
  type EarlierApplication,
  type JudgedForm,
  type ListedItem,
  type Material,
  type SiteRecommendation,
  type SubmissionFacts,
  judgeSubmission,
  letterDuties,
  preloadedRounds,
} from '../dist/index.js';

/** An instant of RFC 3339, or a day, which stands for its 10:00. */
export function instant(text: string): Date {
  const reading = parseInstant(text.includes('T') ? text : `${text}T10:00:00+08:00`);
  if (!reading.ok) throw new RangeError(`${text} is not an instant.`);
  return reading.value;
}

/** 咖啡师 as a form applies for it: listed in 2024-08 and in 2025-03. */
export function barista(changed: Partial<AppliedItem> = {}): AppliedItem {
  return {
    fullName: '咖啡师',
    code: '4-03-02-08',
    levels: ['5', '4', '3'],
    standardName: '咖啡师国家职业标准',
    standardVersion: '2022年版',
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

/** The letter of the industry authority that supports 咖啡师. */
export function recommendation(changed: Partial<AuthorityRecommendation> = {}): AuthorityRecommendation {
  return {
    kind: 'INDUSTRY',
    authority: '上海市商务委员会',
    itemNames: ['咖啡师'],
    letterNo: '沪商函〔2024〕1号',
    dutiesParagraph: letterDuties,
    sealedOn: day('2024-08-20'),
    at: instant('2024-08-21'),
    ...changed,
  };
}

/** The recommendation of the only site by its district. */
export function siteRecommendation(changed: Partial<SiteRecommendation> = {}): SiteRecommendation {
  return { district: '310115', siteNames: ['浦东考核点'], at: instant('2024-08-21'), ...changed };
}

/** An earlier application of the same applicant for 咖啡师 that ended on a day, submitted in the round of that notice. */
export function earlier(changed: Partial<Omit<EarlierApplication, 'endedOn'>> & { readonly endedOn: string }) {
  return {
    id: 'application-earlier',
    submittedOn: addDays(day(changed.endedOn), -90),
    notice: '沪人社职〔2024〕270号',
    status: 'ABANDONED',
    lineageIds: listed('2024-08').lineageIds,
    ...changed,
    endedOn: day(changed.endedOn),
  } as const satisfies EarlierApplication;
}

/** What is changed of lawful facts: the form field by field, the instant also as a text or a day. */
export type ChangedFacts = Partial<Omit<SubmissionFacts, 'at' | 'on' | 'form'>> & {
  readonly at?: string;
  readonly form?: Partial<JudgedForm>;
};

/** The facts of an application that every rule lets pass, on 2025-03-26 unless another instant is given. */
export function lawful({ at: text = '2025-03-26', form, ...changed }: ChangedFacts = {}): SubmissionFacts {
  const at = instant(text);
  const on = dayAt(at);
  const edition = on < '2025-03-20' ? '2024-08' : '2025-03';
  return {
    at,
    on,
    form: judgedForm(form),
    recommendations: [recommendation()],
    siteRecommendations: [siteRecommendation()],
    exceptions: [],
    rounds: preloadedRounds,
    items: [{ listed: listed(edition), elsewhere: [], filedCount: 0, pendingCount: 0 }],
    earlier: [],
    creditCodeIsTaken: false,
    restrictions: [],
    ...changed,
  };
}

/** A finding in one line: AGY-022 LOCKED_AFTER_FAILURE FAIL items.0. */
export function lineOf({ rule, code, verdict, path }: Finding): string {
  return [rule, code, verdict, path.join('.')].join(' ').trimEnd();
}

/** What a submission is refused with, in lines of rule, code and place. */
export function refused(changed: ChangedFacts = {}): readonly string[] {
  const refusals = refusalsOf(judgeSubmission(lawful(changed)));
  return refusals.map(({ rule, code, path }) => `${rule} ${code} ${path.join('.')}`.trimEnd());
}

/** The verdicts of one rule on changed facts. */
export function verdictsOf(rule: LedgerId, changed: ChangedFacts = {}): readonly Verdict[] {
  const findings = judgeSubmission(lawful(changed)).filter((one) => one.rule === rule);
  return [...new Set(findings.map(({ verdict }) => verdict))];
}

/** The day so many days from another, as a text. */
export function daysFrom(on: string, days: number): Day {
  return addDays(day(on), days);
}
