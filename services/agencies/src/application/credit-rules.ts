import {
  type DatedRule,
  type Finding,
  clause,
  day,
  finding,
  isWithin,
  judged,
  judgeOn,
  undetermined,
} from '@shanghai/kernel';
import type { SubmissionFacts } from './submission-facts.js';

/** 社会信用良好 (AGY-003). How far back records count is not printed. */
export const creditRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'AGY-003',
    force: 'MUST',
    code: 'CREDIT_RECORD',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [
      clause(
        '沪人社职〔2024〕270号',
        '一（一）',
        '具有规范的财务制度和管理制度，社会信用良好，无违法违规、失信等不良行为记录',
      ),
    ],
  },
  {
    rule: 'AGY-003',
    force: 'MUST',
    code: 'CREDIT_RECORD',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2025〕76号',
        '二（一）1',
        '具有规范的财务制度和管理制度，社会信用良好，无违法违规、失信等不良行为记录',
      ),
    ],
  },
];

/** 限制 on who has violated the rules (VIO-006); how long it lasts is part of its decision. */
export const restrictionRules: readonly [DatedRule] = [
  {
    rule: 'VIO-006',
    force: 'MUST',
    code: 'RESTRICTED',
    from: day('2024-05-01'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2024〕120号',
        '三（四）2',
        '对存在违纪违规情形的评价机构、工作人员、参评人员等，按规定对其开展（参加）技能评价或享受相关政策支持予以限制',
      ),
    ],
  },
];

/** Credit: its evidence is among the materials (AGY-003), and no restriction runs on the day (VIO-006). */
export function judgeCredit(facts: SubmissionFacts): readonly Finding[] {
  const { on, form } = facts;
  const evidenced = form.materials.some(({ type }) => type === 'CREDIT_EVIDENCE');
  const failures = evidenced ? [] : [{ message: '缺少主体资质的信用佐证，无法核对信用记录', path: ['materials'] }];
  return [...judgeOn(creditRules, on, (rule) => judged(rule, failures, '已提交信用佐证')), ...judgeRestrictions(facts)];
}

/** VIO-006: RESTRICTED, with the last day where there is one. Not heard of supervision: the question stays open. */
export function judgeRestrictions({
  on,
  restrictions,
}: Pick<SubmissionFacts, 'on' | 'restrictions'>): readonly Finding[] {
  return judgeOn(restrictionRules, on, (rule) => {
    if (!restrictions) return [undetermined(rule, unheard)];
    const active = restrictions.filter(({ from, to }) => isWithin(on, from, to));
    if (active.length === 0) return [finding(rule, 'PASS', '当日无限制')];
    return active.map(({ from, to }) =>
      finding(rule, 'FAIL', to === null ? '正受限制，未载明截止日期' : `正受限制，至${to}止（含当日）`, {
        from,
        until: to,
      }),
    );
  });
}

const unheard = { code: 'RESTRICTIONS', message: '尚未取得监管限制的记录', facts: {} } as const;
