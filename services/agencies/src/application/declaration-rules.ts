import {
  type Clause,
  type DatedRule,
  type Failure,
  type Finding,
  clause,
  day,
  findingOfFault,
  judged,
  judgeOn,
  parseDay,
} from '@shanghai/kernel';
import { NOTICE_30 } from '../comparison/comparison-rule.js';
import type { SubmissionFacts } from './submission-facts.js';

const BY_76 = clause(
  '沪人社职〔2025〕76号',
  '二（三）1',
  '向市职鉴中心提交申报材料，并对材料真实性、有效性、合法性负责',
);

/** 对材料真实性、有效性、合法性负责 (AGY-013); since the form of 30号 as 诚信承诺. */
export const declarationRules: readonly [DatedRule, DatedRule, DatedRule] = [
  row('2024-08-19', '2025-03-19', [
    clause(
      '沪人社职〔2024〕270号',
      '三（一）',
      '向上海市职业技能鉴定中心（以下简称“市职鉴中心”）提交申报材料，并对材料真实性、有效性、合法性负责',
    ),
  ]),
  row('2025-03-20', '2026-06-22', [BY_76]),
  row('2026-06-23', null, [
    BY_76,
    clause('沪职鉴中心〔2026〕30号', '附件4 诚信承诺', '我单位郑重承诺，提交的申报材料真实、有效、合法'),
  ]),
];

/** The same of who applies for comparison, by 30号 alone. */
export const comparisonDeclarationRules: readonly [DatedRule] = [
  row('2026-06-23', null, [
    clause(NOTICE_30, '三（一）', '并对材料真实性、有效性、合法性负责'),
    clause(NOTICE_30, '附件4 诚信承诺', '我单位郑重承诺，提交的申报材料真实、有效、合法'),
  ]),
];

/**
 * AGY-013: DECLARATION_REQUIRED unless it is accepted and signed; INVALID_DAY for a day of signing that is none,
 * DAY_IN_FUTURE for one after the submission.
 */
export function judgeDeclaration({ form: { declaration }, on, route }: SubmissionFacts): readonly Finding[] {
  const rules = route === 'COMPARISON' ? comparisonDeclarationRules : declarationRules;
  const path = ['declaration'];
  return judgeOn(rules, on, (rule) => {
    if (!declaration) return judged(rule, [{ message: '应作出诚信承诺', path }], '');
    const { accepted, signatory, signedOn } = declaration;
    const signed = parseDay(signedOn);
    const faults = signed.ok ? [] : signed.faults.map((one) => findingOfFault(rule, one, [...path, 'signedOn']));
    const checks: readonly (readonly [boolean, Failure])[] = [
      [!accepted, { message: '应接受诚信承诺', path: [...path, 'accepted'] }],
      [signatory.trim() === '', { message: '应填写签署人', path: [...path, 'signatory'] }],
      [
        signed.ok && signed.value > on,
        { message: '签署日期晚于申报日期', path: [...path, 'signedOn'], code: 'DAY_IN_FUTURE' },
      ],
    ];
    const failures = checks.flatMap(([fails, failure]) => (fails ? failure : []));
    return [...(failures.length === 0 && faults.length > 0 ? [] : judged(rule, failures, '已作出诚信承诺')), ...faults];
  });
}

function row(from: string, to: string | null, clauses: readonly Clause[]): DatedRule {
  return {
    rule: 'AGY-013',
    force: 'MUST',
    code: 'DECLARATION_REQUIRED',
    from: day(from),
    to: to === null ? null : day(to),
    clauses,
  };
}
