import {
  type DatedRule,
  type Day,
  type Finding,
  type Path,
  clause,
  day,
  finding,
  judged,
  judgeOn,
  readCatalogueName,
  undetermined,
} from '@shanghai/kernel';
import { kindOf } from './item-form-rules.js';
import type { ItemsFacts } from './submission-facts.js';

/** 国家职业标准: occupations without one are not admitted (CAT-006). */
export const standardRules: readonly [DatedRule] = [
  {
    rule: 'CAT-006',
    force: 'MUST',
    code: 'NO_NATIONAL_STANDARD',
    from: day('2024-05-01'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2024〕120号',
        '三（二）1',
        '社会培训评价组织和院校职业技能等级评价机构实施职业技能等级认定应以国家职业标准为依据，尚未颁布国家职业标准的职业（工种）暂不纳入评价项目范围',
      ),
    ],
  },
];

/** One normally applies for an occupation, for its work type in special cases alone (CAT-010): a remark. */
export const workTypeRules: readonly [DatedRule] = [
  {
    rule: 'CAT-010',
    force: 'INFO',
    code: 'WORK_TYPE_NEEDS_REASON',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2025〕76号',
        '附件1 填表说明2',
        '国家职业标准中职业下分工种的，一般按职业进行申报，工种栏无需填写；特殊情况的，可申报到具体工种',
      ),
    ],
  },
];

/** 可备案范围 published by the state (CAT-011): a remark, since the list is not in hand and absence from ours proves nothing. */
export const fileableRules: readonly [DatedRule] = [
  {
    rule: 'CAT-011',
    force: 'INFO',
    code: 'NOT_FILEABLE',
    from: day('2024-05-01'),
    to: null,
    clauses: [clause('沪人社职〔2024〕120号', '一', '在国家公布的可备案职业(工种)、等级范围内组织开展技能评价')],
  },
];

/** What stands behind each item: its standard, why a work type, whether it can be filed (CAT-006, CAT-010, CAT-011). */
export function judgeItemStandards(facts: ItemsFacts): readonly Finding[] {
  return facts.form.items.flatMap((_, at) => [
    ...judgeStandard(facts, at),
    ...judgeWorkType(facts, at),
    ...judgeFileableItem(facts, at),
  ]);
}

/** CAT-006 of every item. */
export function judgeStandards(facts: ItemsFacts): readonly Finding[] {
  return facts.form.items.flatMap((_, at) => judgeStandard(facts, at));
}

/** CAT-011 of every item. */
export function judgeFileables(facts: ItemsFacts): readonly Finding[] {
  return facts.form.items.flatMap((_, at) => judgeFileableItem(facts, at));
}

function judgeFileableItem({ on, items }: ItemsFacts, at: number): readonly Finding[] {
  return judgeFileable(on, Boolean(items?.[at]?.listed), ['items', `${at}`]);
}

/** CAT-006. A special ability has no national standard by its nature and is exempt (PR). */
function judgeStandard({ on, form, items }: ItemsFacts, at: number): readonly Finding[] {
  const item = form.items[at]!;
  const path = ['items', `${at}`];
  return judgeOn(standardRules, on, (rule) => {
    if (kindOf(item, items?.[at] ?? null) === 'SPECIAL_ABILITY')
      return [finding(rule, 'NOT_APPLICABLE', '专项职业能力不以国家职业标准为依据', {}, path)];
    const missing = (['standardName', 'standardVersion'] as const).flatMap((field) =>
      item[field]?.trim() ? [] : [{ message: STANDARD[field], path: [...path, field] }],
    );
    const other = { message: '应以国家职业标准为依据，不以评价规范', path: [...path, 'standardKind'] };
    const failures = [...missing, ...(item.standardKind === 'SPECIFICATION' ? [other] : [])];
    return judged(rule, failures, '有国家职业标准', { path });
  });
}

const STANDARD = {
  standardName: '应填写国家职业标准名称，未颁布国家职业标准的暂不纳入',
  standardVersion: '应填写国家职业标准版本',
} as const;

/** CAT-010. */
function judgeWorkType({ on, form }: ItemsFacts, at: number): readonly Finding[] {
  const { fullName, workTypeReason } = form.items[at]!;
  const name = readCatalogueName(fullName);
  if (!name.ok) return [];
  return judgeOn(workTypeRules, on, (rule) => {
    const unexplained = name.value.workType !== null && !workTypeReason?.trim();
    const failures = unexplained ? [{ message: '一般按职业申报；申报到具体工种的，请说明特殊情况' }] : [];
    return judged(rule, failures, '按职业申报或已说明', { path: ['items', `${at}`, 'workTypeReason'] });
  });
}

/** CAT-011. What a notice lists can be filed on that day. */
export function judgeFileable(on: Day, isListed: boolean, path: Path): readonly Finding[] {
  return judgeOn(fileableRules, on, (rule) =>
    isListed
      ? [finding(rule, 'PASS', '已在公布的目录内', {}, path)]
      : [undetermined(rule, { code: 'FILEABLE_RANGE', message: '国家公布的可备案范围未取得', facts: {} }, {}, path)],
  );
}
