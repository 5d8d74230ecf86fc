import {
  type Clause,
  type Day,
  type Finding,
  type LedgerId,
  clause,
  day,
  finding,
  undetermined,
} from '@shanghai/kernel';
import type { AgencyType } from '../agency/agency.js';

/** 参评人员类别: how somebody stands to the agency that is to assess him (RTE-007 to RTE-010). */
export type CandidateKind =
  | 'PUBLIC'
  | 'EMPLOYEE'
  | 'PARTNER_COLLEGE_FINAL_YEAR'
  | 'COMMISSIONED_ENTERPRISE'
  | 'SUBSIDIARY_OUTSIDE_CITY'
  | 'OWN_FINAL_YEAR_STUDENT';

/** Whom agencies of a type may assess, from the day a notice says so. */
export interface CandidateRule {
  readonly type: AgencyType;
  readonly rule: LedgerId;
  readonly kinds: readonly CandidateKind[];
  /** Those of them that need an agreement or a commission, which is not in the records of a filing. */
  readonly needPaper: readonly CandidateKind[];
  readonly from: Day;
  readonly clauses: readonly Clause[];
}

const MANAGEMENT = '沪人社职〔2024〕120号';
const everyone: readonly CandidateKind[] = [
  'PUBLIC',
  'EMPLOYEE',
  'PARTNER_COLLEGE_FINAL_YEAR',
  'COMMISSIONED_ENTERPRISE',
  'SUBSIDIARY_OUTSIDE_CITY',
  'OWN_FINAL_YEAR_STUDENT',
];

/** The rows of 120号. A comparison agency serves whoever holds a certificate; no notice narrows that further. */
export const candidateRules: readonly CandidateRule[] = [
  row(
    'SOCIAL_ORGANISATION',
    'RTE-009',
    everyone,
    [],
    clause(MANAGEMENT, '二（二）', '面向社会提供职业技能等级认定服务'),
  ),
  row('COMPARISON', 'RTE-009', everyone, [], clause(MANAGEMENT, '二（二）', '面向社会提供职业技能等级认定服务')),
  row(
    'ENTERPRISE',
    'RTE-007',
    ['EMPLOYEE', 'PARTNER_COLLEGE_FINAL_YEAR', 'COMMISSIONED_ENTERPRISE'],
    ['PARTNER_COLLEGE_FINAL_YEAR', 'COMMISSIONED_ENTERPRISE'],
    clause(
      MANAGEMENT,
      '二（一）',
      '企业职业技能等级评价机构可面向本单位在岗职工(含劳务派遣、劳务外包等各类用工人员,下同)进行自主评价,也可按规定对建立校企合作协议的院校毕业学年学生或根据不具备自主评价条件企业的委托提供评价服务',
    ),
  ),
  row(
    'ENTERPRISE',
    'RTE-010',
    ['SUBSIDIARY_OUTSIDE_CITY'],
    [],
    clause(MANAGEMENT, '三（二）5', '鼓励大型企业面向市域外下属企业开展技能人才自主评价'),
  ),
  row(
    'COLLEGE',
    'RTE-008',
    ['OWN_FINAL_YEAR_STUDENT'],
    [],
    clause(MANAGEMENT, '二（三）', '对注册学籍的全日制毕业学年学生开展职业技能等级认定'),
  ),
];

/**
 * Whether an agency of a type may assess somebody of a kind on a day (RTE-007 to RTE-010): CANDIDATE_OUT_OF_SCOPE, and open where
 * it needs an agreement or a commission. Before 120号 no notice in hand says.
 */
export function judgeCandidate(type: AgencyType, kind: CandidateKind, on: Day): Finding {
  const rows = candidateRules.filter((one) => one.type === type);
  const row = rows.find(({ kinds }) => kinds.includes(kind)) ?? rows[0]!;
  const of = { rule: row.rule, force: 'MUST', code: 'CANDIDATE_OUT_OF_SCOPE', clauses: row.clauses } as const;
  const facts = { agencyType: type, candidateKind: kind };
  if (on < row.from) return finding(of, 'NOT_APPLICABLE', `本规则自${row.from}起适用`, facts);
  if (!row.kinds.includes(kind)) return finding(of, 'FAIL', '此类参评人员不在该机构可评价的范围内', facts);
  if (!row.needPaper.includes(kind)) return finding(of, 'PASS', '此类参评人员在该机构可评价的范围内', facts);
  return undetermined(of, { code: 'AGREEMENT', message: '须有校企合作协议或委托，备案中没有记录', facts: {} }, facts);
}

function row(
  type: AgencyType,
  rule: LedgerId,
  kinds: readonly CandidateKind[],
  needPaper: readonly CandidateKind[],
  ...clauses: readonly Clause[]
): CandidateRule {
  return { type, rule, kinds, needPaper, from: day('2024-05-01'), clauses };
}
