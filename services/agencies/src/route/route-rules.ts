import { type Clause, type DatedRule, type DistrictCode, clause, day } from '@shanghai/kernel';
import type { AgencyNature, AgencyType } from '../agency/agency.js';
import type { ApplicationRoute, ConsentBody } from '../application/application-route.js';
import type { FilingAuthority } from '../filing/filing.js';

/** One consent that a route needs: of any of these bodies, for every item or for every site. */
export interface ConsentNeed {
  readonly of: readonly ConsentBody[];
  readonly covers: 'ITEMS' | 'SITES';
  /** Where the body must be: in the district of each site, in that of the registration, or anywhere. */
  readonly where: 'SITE' | 'REGISTRATION' | 'ANYWHERE';
}

/** What a notice says of a route. */
export interface RouteRule extends DatedRule {
  readonly route: ApplicationRoute;
  readonly label: string;
  readonly agencyType: AgencyType;
  /** Whose route it is; null where every nature may go by it. */
  readonly natures: readonly AgencyNature[] | null;
  /** Who files: the Centre, or the bureau of the district of registration. */
  readonly files: 'CENTRE' | 'REGISTRATION_DISTRICT';
  /** Who takes the application and assesses it first. */
  readonly assesses: 'CENTRE' | 'REGISTRATION_DISTRICT';
  readonly consents: readonly ConsentNeed[];
  /** Whether there are rounds with windows, publicity, project assessment, a printed receipt with a national report. */
  readonly hasRounds: boolean;
  readonly hasProjectAssessment: boolean;
  readonly hasPublicity: boolean;
  readonly isReportedToNationalCentre: boolean;
}

const BY_120 = { force: 'MUST', code: 'WRONG_FILING_AUTHORITY', from: day('2024-05-01'), to: null } as const;
const NOTICE = '沪人社职〔2024〕120号';
const ALONE = {
  hasRounds: false,
  hasProjectAssessment: false,
  hasPublicity: false,
  isReportedToNationalCentre: false,
} as const;
const ANY_AUTHORITY: ConsentNeed = { of: ['INDUSTRY', 'SUPERIOR'], covers: 'ITEMS', where: 'ANYWHERE' };

/** 备案路径 (RTE-001 to RTE-004, CMP-009 to CMP-011): the rows of 120号 三（一）, and that of 30号. */
export const routeRules: Readonly<Record<ApplicationRoute, RouteRule>> = {
  SOCIAL: {
    ...BY_120,
    rule: 'RTE-003',
    route: 'SOCIAL',
    label: '社会培训评价组织',
    agencyType: 'SOCIAL_ORGANISATION',
    natures: null,
    files: 'CENTRE',
    assesses: 'CENTRE',
    // 推荐 in 270号 and 76号: rules of their own (AGY-011).
    consents: [],
    hasRounds: true,
    hasProjectAssessment: true,
    hasPublicity: true,
    isReportedToNationalCentre: true,
    clauses: [clause(NOTICE, '三（一）2', '面向全市公开征集遴选社会培训评价组织')],
  },
  MUNICIPAL_ENTERPRISE: {
    ...BY_120,
    ...ALONE,
    rule: 'RTE-001',
    route: 'MUNICIPAL_ENTERPRISE',
    label: '在沪央企、市属国企',
    agencyType: 'ENTERPRISE',
    natures: ['ENTERPRISE_CENTRAL_SOE_BRANCH', 'ENTERPRISE_MUNICIPAL'],
    files: 'CENTRE',
    assesses: 'CENTRE',
    consents: [ANY_AUTHORITY, { of: ['DISTRICT_BUREAU'], covers: 'SITES', where: 'SITE' }],
    clauses: [
      clause(
        NOTICE,
        '三（一）1',
        '申请单位为在沪央企、市属国企的，经报行业主管部门（或上级主管部门）以及考核点所在区人社部门同意后，向市职鉴中心提出备案申请',
      ),
    ],
  },
  DISTRICT_ENTERPRISE: {
    ...BY_120,
    ...ALONE,
    rule: 'RTE-002',
    route: 'DISTRICT_ENTERPRISE',
    label: '区属企业',
    agencyType: 'ENTERPRISE',
    natures: ['ENTERPRISE_DISTRICT'],
    files: 'REGISTRATION_DISTRICT',
    assesses: 'REGISTRATION_DISTRICT',
    // 或: one consent suffices, of either; no superior authority stands beside them.
    consents: [{ of: ['INDUSTRY', 'DISTRICT_BUREAU'], covers: 'ITEMS', where: 'REGISTRATION' }],
    clauses: [
      clause(
        NOTICE,
        '三（一）1',
        '申请单位为区属企业的，经报注册地所在区行业主管部门或人社部门同意后，向注册地所在区人社部门提出备案申请，由各区组织技术评估、完成备案后将结果报送市职鉴中心',
      ),
    ],
  },
  COLLEGE: {
    ...BY_120,
    ...ALONE,
    rule: 'RTE-004',
    route: 'COLLEGE',
    label: '院校',
    agencyType: 'COLLEGE',
    natures: ['COLLEGE_HIGHER', 'COLLEGE_SECONDARY'],
    // Who files is not printed (PR).
    files: 'CENTRE',
    assesses: 'REGISTRATION_DISTRICT',
    consents: [ANY_AUTHORITY],
    clauses: [
      clause(
        NOTICE,
        '三（一）3',
        '经报行业主管部门（或上级主管部门）同意后，向学校总部注册地所在区人社部门提出申请，经各区组织技术评估、提出初审意见后，报市职鉴中心组织专家复核',
      ),
    ],
  },
  COMPARISON: {
    rule: 'CMP-010',
    force: 'MUST',
    code: 'WRONG_FILING_AUTHORITY',
    from: day('2026-06-23'),
    to: null,
    route: 'COMPARISON',
    label: '职业技能比照认定社会化职业技能评价机构',
    agencyType: 'COMPARISON',
    natures: null,
    files: 'CENTRE',
    assesses: 'CENTRE',
    // One letter of recommendation, and none of a district (CMP-009).
    consents: [],
    hasRounds: true,
    hasProjectAssessment: false,
    hasPublicity: true,
    isReportedToNationalCentre: true,
    clauses: [
      clause(
        '沪职鉴中心〔2026〕30号',
        '三（三）',
        '通过机构评估的申报单位,经市人力资源社会保障局同意后,由市职鉴中心向社会公示',
      ),
    ],
  },
};

/** The row of a route. */
export function routeRuleOf(route: ApplicationRoute): RouteRule {
  return routeRules[route];
}

/** Whether an application goes by 120号 三（一） alone, without a selection: machine 2b. */
export function isFiledWithoutSelection(route: ApplicationRoute): boolean {
  return !routeRuleOf(route).hasRounds;
}

/** Whether the body that assesses gives an opinion to another that files (RTE-004). */
export function isOpinionAsked(route: ApplicationRoute): boolean {
  const { files, assesses } = routeRuleOf(route);
  return files !== assesses;
}

/** The bodies whose consent counts on a route. */
export function consentersOf(route: ApplicationRoute): readonly ConsentBody[] {
  return [...new Set(routeRuleOf(route).consents.flatMap((need) => need.of))];
}

/** Who files an application of that route (FIL-013); null while the district of its registration is not known. */
export function filingAuthorityOf(
  route: ApplicationRoute,
  registrationDistrict: DistrictCode | null,
): FilingAuthority | null {
  if (routeRuleOf(route).files === 'CENTRE') return { body: 'CENTRE', district: null };
  return registrationDistrict && { body: 'DISTRICT_BUREAU', district: registrationDistrict };
}

/** The clauses on which the acts of a route rest. */
export function groundsOfRoute(route: ApplicationRoute): readonly Clause[] {
  return routeRuleOf(route).clauses;
}

/** A route by which agencies of that type are filed: those of one type judge items alike. */
export function routeOfType(type: AgencyType): ApplicationRoute {
  return Object.values(routeRules).find(({ agencyType }) => agencyType === type)!.route;
}
