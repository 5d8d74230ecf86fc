import { type Clause, type Day, type LevelNumber, clause, isWithin } from '@shanghai/kernel';
import { stateOn } from '../filing/filing-state-rules.js';
import type { FilingFacts } from '../filing/filing.js';

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
}

/**
 * Whether an agency may assess a filed item on a day, at a level when one is named. Fails closed: only a filing in force
 * whose scope holds the item says YES; one that is listed without a validity says UNDETERMINED.
 */
export function mayAssessOn(item: ScopeFacts, on: Day, level: LevelNumber | null): Assessability {
  const { facts, levels, from, to } = item;
  const state = stateOn(facts, on);
  if (!state) return { mayAssess: 'NO', reason: `${on}尚未备案` };
  if (!isWithin(on, from ?? on, to)) return { mayAssess: 'NO', reason: `${on}该项目不在备案范围内` };
  if (level !== null && !levels.includes(level)) return { mayAssess: 'NO', reason: '该等级不在备案范围内' };
  if (state.status === 'ACTIVE') return { mayAssess: 'YES', reason: state.reason };
  return { mayAssess: state.status === 'LISTED' ? 'UNDETERMINED' : 'NO', reason: state.reason };
}
