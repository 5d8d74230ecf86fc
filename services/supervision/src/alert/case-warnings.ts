import type { Day, DistrictCode } from '@shanghai/kernel';
import type { StoredCase } from '../case/violation-case.js';
import type { Warning } from './alert.js';

/** What is wrong with a case on a day. What it is about is seen by who sees the case. */
export function caseWarnings(one: StoredCase, on: Day): readonly Warning[] {
  const { _id, status, rectificationDueOn, isEffectMissing, agencyId, districts, effects } = one;
  const base = {
    about: aboutCase(_id),
    agencyId,
    districts,
    evidence: [{ kind: 'CASE', id: _id } as const],
  };
  const isOverdue = status === 'RECTIFYING' && rectificationDueOn !== null && rectificationDueOn < on;
  const late: readonly Warning[] = isOverdue ? [overdue(base, '案件', rectificationDueOn)] : [];
  if (!isEffectMissing) return late;
  const open = effects.filter(
    (effect) => effect.status === 'REFUSED' || (effect.status === 'ORDERED' && effect.missingToldAt !== null),
  );
  const ids = open.map(({ effectId }) => effectId).sort();
  return [
    ...late,
    {
      ...base,
      rule: 'EFFECT_MISSING',
      cause: ids.join(','),
      value: `${open.length}项效果被拒绝或未按时执行`,
      expected: '处理决定的效果全部执行',
      text: '处理决定的效果被拒绝，或在时限内没有执行的回执。',
    },
  ];
}

/** What inspections tell of themselves, as far as it is needed here. */
export interface ToldInspection {
  readonly inspectionId: string;
  readonly to: string;
  readonly agencyId: string | null;
  readonly districts: readonly DistrictCode[];
  readonly rectificationDueOn: Day | null;
}

/** What is wrong with an inspection on a day. */
export function inspectionWarnings(told: ToldInspection, on: Day): readonly Warning[] {
  const { inspectionId: id, to, agencyId, districts, rectificationDueOn: dueOn } = told;
  if (to !== 'RECTIFICATION' || dueOn === null || dueOn >= on) return [];
  const base = { about: aboutInspection(id), agencyId, districts, evidence: [{ kind: 'INSPECTION', id } as const] };
  return [overdue(base, '督导检查', dueOn)];
}

/** What a warning of a case is about. */
export function aboutCase(id: string): string {
  return `case/${id}`;
}

/** What a warning of an inspection is about. */
export function aboutInspection(id: string): string {
  return `inspection/${id}`;
}

function overdue(
  base: Pick<Warning, 'about' | 'agencyId' | 'districts' | 'evidence'>,
  what: string,
  dueOn: Day,
): Warning {
  return {
    ...base,
    rule: 'RECTIFICATION_OVERDUE',
    cause: dueOn,
    value: `整改期限${dueOn}已过，尚未通过验收`,
    expected: `不晚于${dueOn}完成整改`,
    text: `${what}的整改期限${dueOn}已过，尚未通过验收。`,
  };
}
