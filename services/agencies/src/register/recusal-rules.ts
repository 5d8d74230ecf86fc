import { type Day, type Finding, finding, nameKey, ruleOnOrFirst } from '@shanghai/kernel';
import { panelRules } from '../application/panel-rules.js';
import type { PersonDetails, RelationKind } from './registered-person.js';

/** A body that somebody judges, by every name and number it goes by. */
export interface JudgedBody {
  readonly names: readonly (string | null)[];
}

/** What each relation is called. */
export const relationLabels: Readonly<Record<RelationKind, string>> = {
  RELATIVE: '亲属',
  FRIEND: '朋友',
  TEACHER_STUDENT: '师生',
  MASTER_APPRENTICE: '师徒',
  SPECIAL: '特殊关系',
};

/**
 * 回避 (EXP-003, CMT-205): whether somebody may judge a body. RECUSAL_REQUIRED for its employee and for each relation to somebody
 * of it, all at once; one PASS where there is none.
 */
export function judgeRecusal(
  { employer, relations }: Pick<PersonDetails, 'employer' | 'relations'>,
  { names }: JudgedBody,
  on: Day,
): readonly Finding[] {
  const rule = ruleOnOrFirst(panelRules, on);
  const keys = new Set(names.filter((one) => one !== null).map(nameKey));
  const reasons = [
    ...(keys.has(nameKey(employer)) ? [{ relation: 'EMPLOYER', label: '工作关系', path: ['employer'] }] : []),
    ...relations.flatMap(({ kind, body }, at) =>
      keys.has(nameKey(body)) ? [{ relation: kind, label: relationLabels[kind], path: ['relations', `${at}`] }] : [],
    ),
  ];
  if (reasons.length === 0) return [finding(rule, 'PASS', '没有应回避的关系')];
  return reasons.map(({ relation, label, path }) =>
    finding(rule, 'FAIL', `与对方有${label}，应当回避`, { relation }, path),
  );
}
