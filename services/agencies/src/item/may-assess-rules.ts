import {
  type Clause,
  type Day,
  type Finding,
  type LevelNumber,
  clause,
  finding,
  isWithin,
  undetermined,
} from '@shanghai/kernel';
import type { FilingFacts } from '../filing/filing.js';
import { filingClauses } from '../filing/filing-ground-rules.js';
import type { NotEvaluableSpan } from './filed-item.js';
import { type FilingState, type FilingStatus, stateOn } from '../filing/filing-state-rules.js';

/** 可否评价: UNDETERMINED where the records do not tell. */
export type MayAssess = 'YES' | 'NO' | 'UNDETERMINED';

/** An answer with its reason in Chinese. */
export interface Assessability {
  readonly mayAssess: MayAssess;
  readonly reason: string;
}

/** 经备案的职业（工种）范围 (FIL-004): the item and the level, on the day. */
export const filingScope: { readonly rule: 'FIL-004'; readonly clauses: readonly Clause[] } = {
  rule: 'FIL-004',
  clauses: [clause('沪人社职〔2024〕38号', '五（二）', '在经备案的职业（工种）范围内面向社会开展职业技能等级认定')],
};

/** What a filed item is judged by. */
export interface ScopeFacts {
  readonly facts: FilingFacts;
  readonly levels: readonly LevelNumber[];
  readonly from: Day | null;
  readonly to: Day | null;
  /** Since when, and until when, it is recorded as one that cannot be evaluated (FIL-006); none where nothing is recorded. */
  readonly notEvaluable?: readonly NotEvaluableSpan[];
}

/** Null: whatever level. ABOVE: a level above level one, at which nothing is filed. */
export type AskedLevel = LevelNumber | 'ABOVE' | null;

/**
 * Whether an agency may assess a filed item on a day, at a level when one is named. Fails closed: only a filing in force
 * whose scope holds the item says YES; one that is listed without a validity says UNDETERMINED.
 */
export function mayAssessOn(item: ScopeFacts, on: Day, level: AskedLevel): Assessability {
  return assessabilityOf(judgeFiledItem(item, on, level));
}

/** What all findings come to: what fails says NO, what is open UNDETERMINED. The reason is that of the first of them. */
export function assessabilityOf(findings: readonly Finding[]): Assessability {
  const binding = findings.filter(({ force }) => force !== 'INFO');
  const first = (verdict: Finding['verdict']) => binding.find((one) => one.verdict === verdict);
  const failed = first('FAIL');
  if (failed) return { mayAssess: 'NO', reason: failed.message };
  const open = first('UNDETERMINED');
  if (open) return { mayAssess: 'UNDETERMINED', reason: open.message };
  return { mayAssess: 'YES', reason: first('PASS')?.message ?? '' };
}

/** What the rules say of a filed item on a day: its filing, its scope and level, and whether it can be evaluated at all. */
export function judgeFiledItem(item: ScopeFacts, on: Day, level: AskedLevel): readonly Finding[] {
  const { facts, levels, from, to, notEvaluable = [] } = item;
  const state = stateOn(facts, on);
  if (!state) return [finding({ ...scopeRule, code: 'NOT_FILED' }, 'FAIL', `${on}尚未备案`)];
  const inScope = isWithin(on, from ?? on, to);
  const ofLevel = level === null || levels.some((one) => one === level);
  const recorded = notEvaluable.find((one) => one.on <= on && (one.endedOn === null || on < one.endedOn));
  return [
    ...(inScope ? [] : [finding(scopeRule, 'FAIL', `${on}该项目不在备案范围内`, { from, to })]),
    ...(ofLevel ? [] : [finding(scopeRule, 'FAIL', '该等级不在备案范围内', { levels: levels.map(String) })]),
    judgeState(state),
    ...(inScope && ofLevel ? [finding(scopeRule, 'PASS', '在备案范围内', { levels: levels.map(String) })] : []),
    ...(recorded
      ? [finding(notEvaluableRule, 'FAIL', `该项目自${recorded.on}起不可开展评价`, { since: recorded.on })]
      : []),
  ];
}

const scopeRule = { ...filingScope, force: 'MUST', code: 'OUT_OF_FILING_SCOPE' } as const;

const notEvaluableRule = {
  rule: 'FIL-006',
  force: 'MUST',
  code: 'ITEM_NOT_EVALUABLE',
  clauses: filingClauses.notEvaluable,
} as const;

/** What each state of a filing is judged by. */
const states = {
  LISTED: { rule: 'FIL-002', code: 'VALIDITY_NOT_PRINTED' },
  ACTIVE: { rule: 'FIL-002', code: 'FILING_EXPIRED' },
  SUSPENDED: { rule: 'FIL-016', code: 'FILING_SUSPENDED' },
  EXPIRED: { rule: 'FIL-005', code: 'FILING_EXPIRED' },
  TERMINATED: { rule: 'FIL-010', code: 'FILING_TERMINATED' },
} as const satisfies Record<FilingStatus, unknown>;

function judgeState({ status, since, reason, clauses }: FilingState): Finding {
  const rule = { ...states[status], force: 'MUST', clauses } as const;
  if (status === 'LISTED')
    return undetermined(rule, { code: 'VALIDITY', message: reason, facts: {} }, { status, since });
  return finding(rule, status === 'ACTIVE' ? 'PASS' : 'FAIL', reason, { status, since });
}
