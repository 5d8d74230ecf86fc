import { type Day, dayAt } from '@shanghai/kernel';
import type { ApplicationForm, AppliedItem } from '../dist/application/application-form.js';
import type { ApplicationRoute, Consent } from '../dist/application/application-route.js';
import type { JudgedForm } from '../dist/application/application.js';
import type { ListedMapping, SubmissionFacts } from '../dist/application/submission-facts.js';
import { basicSystems, planSections } from '../dist/comparison/comparison-condition-rules.js';
import { preloadedRounds } from '../dist/round/round-rules.js';
import { roster } from './roster/rosters.js';
import { barista, instant, judgedForm, lawfulForm, material, recommendation } from './application-facts.js';

/** What differs of the body that goes by each route. */
export const bodies: Readonly<Record<ApplicationRoute, Partial<ApplicationForm>>> = {
  SOCIAL: {},
  MUNICIPAL_ENTERPRISE: { nature: 'ENTERPRISE_MUNICIPAL' },
  DISTRICT_ENTERPRISE: { nature: 'ENTERPRISE_DISTRICT' },
  COLLEGE: { nature: 'COLLEGE_HIGHER' },
  COMPARISON: {},
};

/** KNX 认证工程师高级证书, as certification told of it. */
export function knx(changed: Partial<ListedMapping> = {}): ListedMapping {
  return {
    mappingId: 'mapping-knx-advanced',
    certificate: 'KNX 认证工程师高级证书',
    occupationFullName: '智能楼宇管理员',
    occupationKey: '智能楼宇管理员',
    level: 3,
    from: '2026-06-23' as Day,
    to: null,
    ...changed,
  };
}

/** The same as a form applies for it. */
export function comparisonItem(changed: Partial<AppliedItem> = {}): AppliedItem {
  const { mappingId, occupationFullName: fullName } = knx();
  return barista({ fullName, code: '4-06-01-06', levels: ['3'], standardKind: null, mappingId, ...changed });
}

/** What 30号 asks of a form beside the rest. */
export function comparisonForm(changed: Partial<ApplicationForm> = {}): Partial<ApplicationForm> {
  return {
    conditions: { ...lawfulForm().conditions, qualityControl: '双人复核，全程留痕' },
    items: [comparisonItem()],
    sites: [],
    materials: ['RECOMMENDATION_LETTER', 'APPLICATION_FORM', 'CREDIT_EVIDENCE', 'LEGAL_REGISTRATION_OR_LICENSE_COPY']
      .concat('WORK_PLAN')
      .map((type, no) => material(type, no)),
    comparison: {
      verificationPlatform: '示例证书查验平台',
      experience: '已核验境外证书三年',
      hasLegalPersonCertificate: true,
      hasElectronicSeal: true,
      officePremises: 'OWNED',
      planSections: planSections.map(([section]) => section),
      basicSystems: basicSystems.map(([system]) => system),
    },
    ...changed,
  };
}

/** The consent of a body to 咖啡师 and the site in Pudong. */
export function consent(body: Consent['body'], changed: Partial<Consent> = {}): Consent {
  return {
    body,
    authority: body === 'DISTRICT_BUREAU' ? null : '示例主管部门',
    district: body === 'DISTRICT_BUREAU' ? '310115' : null,
    itemNames: ['咖啡师'],
    siteNames: body === 'DISTRICT_BUREAU' ? ['浦东考核点'] : [],
    at: instant('2026-03-01'),
    ...changed,
  };
}

/** What suffices of consents on each route. */
export const consentsOf: Readonly<Record<ApplicationRoute, readonly Consent[]>> = {
  SOCIAL: [],
  MUNICIPAL_ENTERPRISE: [consent('INDUSTRY'), consent('DISTRICT_BUREAU')],
  DISTRICT_ENTERPRISE: [consent('DISTRICT_BUREAU')],
  COLLEGE: [consent('SUPERIOR')],
  COMPARISON: [],
};

/** What is changed of lawful facts of a route. */
export type ChangedRouteFacts = Partial<Omit<SubmissionFacts, 'at' | 'on' | 'form'>> & {
  readonly at?: string;
  readonly form?: Partial<JudgedForm>;
};

/** The facts of an application that every rule of its route lets pass, on a day when it can be submitted. */
export function lawfulOn(route: Exclude<ApplicationRoute, 'SOCIAL'>, changed: ChangedRouteFacts = {}): SubmissionFacts {
  const { at: text = route === 'COMPARISON' ? '2026-06-26' : '2026-03-03', form, ...others } = changed;
  const at = instant(text);
  const { head: _h, executiveHead: _e, liaison: _l, ...asked } = route === 'COMPARISON' ? comparisonForm() : {};
  const { head: _bh, executiveHead: _be, liaison: _bl, ...body } = bodies[route];
  return {
    ...{ at, on: dayAt(at), route, routeChoice: null, consents: consentsOf[route], rounds: preloadedRounds },
    form: judgedForm({ ...asked, ...body, ...form }),
    recommendations: route === 'COMPARISON' ? [recommendation({ itemNames: [] })] : [],
    ...{ siteRecommendations: [], exceptions: [], items: null, earlier: [] },
    mappings: [knx()],
    ...{ roster: roster(), commitments: { isCommitted: true, unsigned: [] }, comparisonSince: null },
    ...{ creditCodeIsTaken: false, restrictions: [] },
    ...others,
  };
}
