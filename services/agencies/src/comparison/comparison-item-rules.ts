import {
  type DatedRule,
  type Failure,
  type Finding,
  clause,
  isWithin,
  judged,
  judgeOn,
  nameKey,
  undetermined,
} from '@shanghai/kernel';
import type { AppliedItem } from '../application/application-form.js';
import type { ListedMapping, SubmissionFacts } from '../application/submission-facts.js';
import { NOTICE_30, ruleOf30 } from './comparison-rule.js';

/** 申报项目范围 (CMP-004): the first batches of both catalogues, and what is added to them. */
export const comparisonScopeRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-004',
    'NOT_IN_ROUND_SCOPE',
    clause(
      NOTICE_30,
      '二',
      '纳入 2025 年本市国（境）外职业技能比照认定目录（第一批）及本市“一试双证”职业技能比照认定目录（第一批）范围的项目',
    ),
    clause(NOTICE_30, '二', '后续本市发布的职业技能比照认定新增项目'),
  ),
];

/**
 * Whether each item is a mapping of the comparison catalogues of the day (CMP-002 to CMP-004): NOT_IN_COMPARISON_CATALOGUE,
 * NOT_IN_ROUND_SCOPE for one of another time, LEVEL_NOT_IN_SCOPE for another level than it counts as.
 */
export function judgeComparisonItems({ form: { items }, mappings, on }: SubmissionFacts): readonly Finding[] {
  return judgeOn(comparisonScopeRules, on, (rule) => {
    if (items.length === 0)
      return judged(rule, [{ message: '应至少申报一个项目', code: 'ITEM_REQUIRED', path: ['items'] }], '');
    return items.flatMap((item, at) => {
      const path = ['items', `${at}`];
      if (mappings === null) return [undetermined(rule, unheard, {}, path)];
      const mapping = mappings[at] ?? null;
      const isTwice = item.mappingId !== null && items.findIndex((one) => one.mappingId === item.mappingId) < at;
      const twice = { message: '项目重复', path: [...path, 'mappingId'], code: 'DUPLICATE_CATALOGUE_ITEM' } as const;
      return [
        ...judged(rule, [...scopeFailures(item, mapping, on, path), ...(isTwice ? [twice] : [])], '在比照认定目录内', {
          path,
        }),
      ];
    });
  });
}

function scopeFailures(
  { mappingId, fullName, levels }: AppliedItem,
  mapping: ListedMapping | null,
  on: SubmissionFacts['on'],
  path: readonly string[],
): readonly Failure[] {
  const absent = 'NOT_IN_COMPARISON_CATALOGUE';
  if (!mapping) {
    const message = mappingId === null ? '应选择比照认定目录中的证书' : '该证书不在比照认定目录内';
    return [{ message, path: [...path, 'mappingId'], code: absent }];
  }
  const { occupationKey, occupationFullName, level, from, to } = mapping;
  const facts = { occupation: occupationFullName, level };
  const outside = levels.some((one) => one.trim() !== `${level}`);
  return [
    ...(isWithin(on, from, to) ? [] : [{ message: '当日不在可申报的项目范围内', path: [...path, 'mappingId'], facts }]),
    ...(nameKey(fullName) === occupationKey
      ? []
      : [
          {
            message: `该证书对应的职业（工种）为${occupationFullName}`,
            path: [...path, 'fullName'],
            code: absent,
            facts,
          } as const,
        ]),
    ...(outside || levels.length === 0
      ? [
          {
            message: `该证书对应的等级为${level}`,
            path: [...path, 'levels'],
            code: 'LEVEL_NOT_IN_SCOPE',
            facts,
          } as const,
        ]
      : []),
  ];
}

const unheard = { code: 'COMPARISON_CATALOGUE', message: '尚未取得比照认定目录，无法核对项目', facts: {} } as const;
