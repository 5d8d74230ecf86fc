import { type DatedRule, type Finding, clause, day, finding } from '@shanghai/kernel';
import type { Actor, ApplicationAct } from '../application/application-machine.js';
import type { ApplicationRoute } from '../application/application-route.js';
import { isFiledWithoutSelection } from './route-rules.js';

/** 备案管理 (FIL-013): the Centre for the city, each bureau for its own district. */
export const filingAuthorityRules: readonly [DatedRule] = [
  {
    rule: 'FIL-013',
    force: 'MUST',
    code: 'NOT_FILING_AUTHORITY',
    from: day('2024-05-01'),
    to: null,
    clauses: [
      clause('沪人社职〔2024〕120号', '一', '负责全市技能评价工作的备案管理、技术指导、质量督导等'),
      clause(
        '沪人社职〔2024〕120号',
        '一',
        '各区人力资源和社会保障局按照属地管理原则,负责所辖区域技能评价工作的备案管理、技术指导、质量督导等',
      ),
    ],
  },
];

/** What only the body does that an application of these routes is made to. */
const itsActs: readonly ApplicationAct[] = [
  'startTechnicalAssessment',
  'passTechnicalAssessment',
  'failTechnicalAssessment',
  'givePreliminaryOpinion',
  'passCentreReview',
  'refuseApplication',
  'fileApplication',
  'reportToCentre',
];

/** Whether an act of a route belongs to the body that assesses or files. */
export function isOfAuthority(act: ApplicationAct, route: ApplicationRoute): boolean {
  return isFiledWithoutSelection(route) && itsActs.includes(act);
}

/** Who does what to which application. */
export interface AuthorityStep {
  readonly act: ApplicationAct;
  readonly route: ApplicationRoute;
  readonly by: Actor;
  /** Of the bureau that acts; null for others. */
  readonly district: string | null;
  readonly registrationDistrict: string | null;
}

/**
 * Whether a district bureau does what is for the bureau of the district of registration alone (RTE-002, RTE-004, FIL-013):
 * NOT_FILING_AUTHORITY by another. Null where nothing is to be said.
 */
export function judgeFilingAuthority({
  act,
  route,
  by,
  district,
  registrationDistrict,
}: AuthorityStep): Finding | null {
  if (by !== 'DISTRICT_BUREAU' || !isOfAuthority(act, route) || district === registrationDistrict) return null;
  const [rule] = filingAuthorityRules;
  return finding(rule, 'FAIL', '由注册地所在区人社部门办理', { district, registrationDistrict });
}
