import {
  type Clause,
  type Code,
  type Day,
  type Finding,
  type LedgerId,
  type LevelNumber,
  clause,
  finding,
  isWithin,
  undetermined,
} from '@shanghai/kernel';
import type { FiledScope, FilingSpan, FilingStatus, ScopeItem } from './filed-scope.js';

/** What is asked of a filing: whether it was in force on a day, with one of these in its scope, at a level. */
export interface ScopeAsked {
  /** Ids of catalogue items or mappings, or compared forms of names: any of them is what a filed item is known by. */
  readonly subjects: readonly string[];
  /** Null: whatever level. */
  readonly level: LevelNumber | null;
  readonly on: Day;
}

const MANAGEMENT = '沪人社职〔2024〕120号';

const scopeClauses: readonly Clause[] = [
  clause('沪人社职〔2024〕38号', '五（二）', '在经备案的职业（工种）范围内面向社会开展职业技能等级认定'),
  clause('沪职鉴中心〔2026〕30号', '承诺书一', '不超备案范围开展评价工作'),
];

/** 经备案的职业（工种）、等级范围 (FIL-004). */
export const filedScopeRule = {
  rule: 'FIL-004',
  force: 'MUST',
  code: 'OUT_OF_FILING_SCOPE',
  clauses: scopeClauses,
} as const;

/** What cannot be evaluated any more (FIL-006). */
export const notEvaluableRule = {
  rule: 'FIL-006',
  force: 'MUST',
  code: 'ITEM_NOT_EVALUABLE',
  clauses: [
    clause(
      MANAGEMENT,
      '三（四）3',
      '因国家职业分类调整等原因导致原备案职业（工种）不可开展评价且未申请调整备案职业（工种）',
    ),
  ],
} as const;

/** 备案有效期 (FIL-002). */
export const validityClauses: readonly Clause[] = [clause('沪人社职〔2024〕270号', '三（五）', '备案有效期为3年')];

interface StateRule {
  readonly rule: LedgerId;
  readonly code: Code;
  readonly clauses: readonly Clause[];
  readonly message: string;
}

/** What each state of a filing is judged by. */
export const stateRules: Readonly<Record<FilingStatus, StateRule>> = {
  LISTED: {
    ...{ rule: 'FIL-002', code: 'VALIDITY_NOT_PRINTED', clauses: validityClauses },
    message: '通知列有该机构但未载明备案有效期，无法判断当日是否有效',
  },
  ACTIVE: { rule: 'FIL-002', code: 'FILING_EXPIRED', clauses: validityClauses, message: '当日备案有效' },
  SUSPENDED: {
    ...{ rule: 'FIL-016', code: 'FILING_SUSPENDED', message: '当日处于暂停评价期间' },
    clauses: [clause(MANAGEMENT, '三（四）2', '存在严重违纪违规情形的，予以警告、限期整改、暂停评价')],
  },
  EXPIRED: {
    ...{ rule: 'FIL-005', code: 'FILING_EXPIRED', message: '当日备案已期满' },
    clauses: [clause(MANAGEMENT, '三（四）3', '存在备案期满前三个月内未书面提出续期备案申请')],
  },
  TERMINATED: {
    ...{ rule: 'FIL-010', code: 'FILING_TERMINATED', message: '当日备案已终止' },
    clauses: [clause(MANAGEMENT, '三（四）3', '作出自动终止备案处理')],
  },
};

/** The words of each way in which a filing ends. */
export const terminationClauses = {
  AUTOMATIC: [clause(MANAGEMENT, '三（四）3', '等情形之一的，对其作出自动终止备案处理')],
  VOLUNTARY: [clause(MANAGEMENT, '三（四）3', '主动提出不再开展认定的，对其作出自愿终止备案处理')],
  ORDERED: [clause(MANAGEMENT, '三（四）3', '存在特别严重违纪违规行为的，对其作出责令终止备案处理')],
} as const;

/**
 * What the filing of a day says: NOT_FILED, FILING_EXPIRED, FILING_TERMINATED, FILING_SUSPENDED, OUT_OF_FILING_SCOPE (the item,
 * or its level) or ITEM_NOT_EVALUABLE; open where no validity is printed. It passes only where everything does.
 */
export function judgeScope(scope: FiledScope | null, asked: ScopeAsked): readonly Finding[] {
  const span = scope && stateOn(scope, asked.on);
  if (!scope || !span) return [notFiled(asked.on)];
  return [judgeState(span, scope), ...judgeItems(scope.items, asked)];
}

/** The state of a filing on a day; null before its first. */
export function stateOn({ states }: Pick<FiledScope, 'states'>, on: Day): FilingSpan | null {
  return states.find(({ from, to }) => isWithin(on, from, to)) ?? null;
}

/** What a filed item is known by: catalogue item, mapping, or the compared form of its name (FIL-001). */
export function subjectOf({ itemId, mappingId, nameKey }: Pick<ScopeItem, 'itemId' | 'mappingId' | 'nameKey'>): string {
  return itemId ?? mappingId ?? nameKey;
}

function notFiled(on: Day): Finding {
  return finding({ ...filedScopeRule, code: 'NOT_FILED' }, 'FAIL', `${on}没有备案`, { on });
}

function judgeState({ status, from }: FilingSpan, { termination }: FiledScope): Finding {
  const { message, ...row } = stateRules[status];
  const rule = { ...row, force: 'MUST', clauses: clausesOf(status, termination) ?? row.clauses } as const;
  if (status === 'LISTED') return undetermined(rule, { code: 'VALIDITY', message, facts: {} }, { status, since: from });
  return finding(rule, status === 'ACTIVE' ? 'PASS' : 'FAIL', message, { status, since: from });
}

function clausesOf(status: FilingStatus, termination: FiledScope['termination']): readonly Clause[] | null {
  return status === 'TERMINATED' && termination ? terminationClauses[termination.kind] : null;
}

function judgeItems(items: readonly ScopeItem[], { subjects, level, on }: ScopeAsked): readonly Finding[] {
  const named = items.filter((item) => subjects.includes(subjectOf(item)));
  const held = named.filter(({ from, to }) => isWithin(on, from ?? on, to));
  if (held.length === 0) return [finding(filedScopeRule, 'FAIL', outOf(named, on), { on }, ['item'])];
  const ofLevel = held.filter(({ levels }) => level === null || levels.includes(level));
  const levels = held.flatMap((item) => item.levels).map(String);
  if (ofLevel.length === 0) return [finding(filedScopeRule, 'FAIL', '该等级不在备案范围内', { levels }, ['level'])];
  return [
    finding(filedScopeRule, 'PASS', '在备案范围内', { levels }),
    ...ofLevel.flatMap((one) => unevaluable(one, on)),
  ];
}

function outOf(named: readonly ScopeItem[], on: Day): string {
  const ended = named.flatMap(({ to }) => (to !== null && to < on ? to : [])).sort();
  return ended.length === 0 ? `${on}该项目不在备案范围内` : `该项目自${ended.at(-1)!}后不在备案范围内`;
}

function unevaluable({ notEvaluable }: ScopeItem, on: Day): readonly Finding[] {
  const recorded = notEvaluable.find((one) => one.on <= on && (one.endedOn === null || on < one.endedOn));
  if (!recorded) return [];
  return [finding(notEvaluableRule, 'FAIL', `该项目自${recorded.on}起不可开展评价`, { since: recorded.on }, ['item'])];
}
