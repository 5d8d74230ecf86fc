import { type Clause, type Day, type Finding, type LedgerId, clause, day, finding } from '@shanghai/kernel';
import type { AgencyType } from '../filing-scope/filed-scope.js';
import type { CandidateKind } from './certificate.js';

/** Whom agencies of a type may assess, from the day a notice says so. */
export interface CandidateRule {
  readonly type: AgencyType;
  readonly rule: LedgerId;
  /** Empty: everyone. */
  readonly kinds: readonly CandidateKind[];
  /** Those of them that need an agreement or a commission. */
  readonly needPaper: readonly CandidateKind[];
  readonly from: Day;
  readonly clauses: readonly Clause[];
}

const MANAGEMENT = '沪人社职〔2024〕120号';
const publicClause = clause(MANAGEMENT, '二（二）', '面向社会提供职业技能等级认定服务');
const byPaper = ['PARTNER_COLLEGE_FINAL_YEAR', 'COMMISSIONED_ENTERPRISE'] as const;

/** The rows of 120号. */
export const candidateRules: readonly CandidateRule[] = [
  row('SOCIAL_ORGANISATION', 'RTE-009', [], publicClause),
  row('COMPARISON', 'RTE-009', [], publicClause),
  row(
    'ENTERPRISE',
    'RTE-007',
    ['EMPLOYEE', ...byPaper],
    clause(
      MANAGEMENT,
      '二（一）',
      '也可按规定对建立校企合作协议的院校毕业学年学生或根据不具备自主评价条件企业的委托提供评价服务',
    ),
  ),
  row(
    'ENTERPRISE',
    'RTE-010',
    ['SUBSIDIARY_OUTSIDE_CITY'],
    clause(MANAGEMENT, '三（二）5', '鼓励大型企业面向市域外下属企业开展技能人才自主评价'),
  ),
  row(
    'COLLEGE',
    'RTE-008',
    ['OWN_FINAL_YEAR_STUDENT'],
    clause(MANAGEMENT, '二（三）', '对注册学籍的全日制毕业学年学生开展职业技能等级认定'),
  ),
];

/**
 * Whether an agency of a type may issue to somebody of a kind who was examined on a day (RTE-007 to RTE-010): else
 * CANDIDATE_OUT_OF_SCOPE, also where the agreement or commission is not named. Before 120号 no notice in hand says.
 */
export function judgeCandidate(
  type: AgencyType,
  {
    candidateKind: kind,
    agreementNo,
    examOn,
  }: {
    readonly candidateKind: CandidateKind;
    readonly agreementNo: string | null;
    readonly examOn: Day;
  },
): Finding {
  const rows = candidateRules.filter((one) => one.type === type);
  const found = rows.find(({ kinds }) => kinds.length === 0 || kinds.includes(kind));
  const { rule, clauses, from, needPaper } = found ?? rows[0]!;
  const of = { rule, force: 'MUST', code: 'CANDIDATE_OUT_OF_SCOPE', clauses } as const;
  const facts = { agencyType: type, candidateKind: kind };
  const fails = (message: string, field: string) => finding(of, 'FAIL', message, facts, [field]);
  if (examOn < from) return finding(of, 'NOT_APPLICABLE', `本规则自${from}起适用`, facts);
  if (!found) return fails('此类参评人员不在该机构可评价的范围内', 'candidateKind');
  if (needPaper.includes(kind) && agreementNo === null) return fails('应载明校企合作协议或委托的编号', 'agreementNo');
  return finding(of, 'PASS', '此类参评人员在该机构可评价的范围内', facts);
}

function row(type: AgencyType, rule: LedgerId, kinds: readonly CandidateKind[], ...clauses: Clause[]): CandidateRule {
  return {
    type,
    rule,
    kinds,
    needPaper: byPaper.filter((one) => kinds.includes(one)),
    from: day('2024-05-01'),
    clauses,
  };
}
