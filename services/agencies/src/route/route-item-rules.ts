import { type DatedRule, type Failure, type Finding, clause, day, judged, judgeOn } from '@shanghai/kernel';
import type { AppliedItem, TopGrade } from '../application/application-form.js';
import type { SubmissionFacts } from '../application/submission-facts.js';
import { isFiledWithoutSelection, routeRuleOf } from './route-rules.js';

/** 国家职业标准或评价规范 (CAT-007). */
export const standardKindRules: readonly [DatedRule] = [
  {
    rule: 'CAT-007',
    force: 'MUST',
    code: 'STANDARD_KIND_NOT_ALLOWED',
    from: day('2024-05-01'),
    to: null,
    clauses: [
      clause('沪人社职〔2024〕120号', '三（二）1', '各类企业组织实施职业技能等级认定应以国家职业标准或评价规范为依据'),
    ],
  },
];

/** 特级技师、首席技师 (CAT-013): of enterprises alone. */
export const topGradeRules: readonly [DatedRule] = [
  {
    rule: 'CAT-013',
    force: 'MUST',
    code: 'LEVEL_NOT_ALLOWED_FOR_AGENCY_TYPE',
    from: day('2024-05-01'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2024〕120号',
        '二（一）',
        '大力推行“新八级工”职业技能等级制度,鼓励企业开展特级技师、首席技师评聘',
      ),
    ],
  },
];

const grades: Readonly<Record<string, TopGrade>> = {
  特级技师: 'SPECIAL_GRADE_TECHNICIAN',
  首席技师: 'CHIEF_TECHNICIAN',
};

/** The two top grades among the levels of an item, as typed: by their names or as the graph calls them. */
export function topGradesOf({ levels }: Pick<AppliedItem, 'levels'>): readonly TopGrade[] {
  const named = levels.flatMap((level) => topGradeOf(level) ?? []);
  return [...new Set(named)];
}

/** The top grade that a text names, or null. */
export function topGradeOf(level: string): TopGrade | null {
  const text = level.trim();
  return grades[text] ?? Object.values(grades).find((grade) => grade === text) ?? null;
}

/** What is applied for is named and coded (FIL-001): ITEM_REQUIRED, FIELD_REQUIRED. */
export function judgeRouteItems({ form: { items }, route }: SubmissionFacts): readonly Finding[] {
  if (!isFiledWithoutSelection(route)) return [];
  const rule = { ...routeRuleOf(route), code: 'FIELD_REQUIRED' } as const;
  const failures: readonly Failure[] =
    items.length === 0
      ? [{ message: '应至少申报一个项目', path: ['items'], code: 'ITEM_REQUIRED' }]
      : items.flatMap(({ code }, at) =>
          code === null ? [{ message: '应填写职业编码', path: ['items', `${at}`, 'code'] }] : [],
        );
  return judged(rule, failures, '已填写申报项目');
}

/** CAT-007: an enterprise says by which of the two it evaluates, and which one it is. */
export function judgeStandardKinds({ form: { items }, on }: SubmissionFacts): readonly Finding[] {
  return judgeOn(standardKindRules, on, (rule) =>
    items.flatMap(({ standardKind, standardName }, at) => {
      const path = ['items', `${at}`];
      const failures = [
        ...(standardKind === null
          ? [{ message: '应说明以国家职业标准还是评价规范为依据', path: [...path, 'standardKind'] }]
          : []),
        ...(standardName?.trim()
          ? []
          : [{ message: '应填写标准或规范名称', path: [...path, 'standardName'], code: 'FIELD_REQUIRED' } as const]),
      ];
      return judged(rule, failures, '有国家职业标准或评价规范', { path });
    }),
  );
}

/** CAT-013: LEVEL_NOT_ALLOWED_FOR_AGENCY_TYPE for a top grade that another than an enterprise applies for. */
export function judgeTopGrades({ form: { items }, on, route }: SubmissionFacts): readonly Finding[] {
  const isEnterprise = routeRuleOf(route).agencyType === 'ENTERPRISE';
  const message = '特级技师、首席技师仅由企业评聘';
  const failures = items.flatMap((item, at) => {
    const facts = { grades: topGradesOf(item) };
    return isEnterprise || facts.grades.length === 0 ? [] : [{ message, facts, path: ['items', `${at}`, 'levels'] }];
  });
  return judgeOn(topGradeRules, on, (rule) => judged(rule, failures, '未申报仅由企业评聘的等级，或由企业申报'));
}
