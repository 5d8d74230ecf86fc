import type { StoredAlert } from '../alert/alert.js';
import { persons } from '../case/case-machine.js';
import type { CaseStatus, DecidingBody, StoredCase } from '../case/violation-case.js';
import type { InspectionStatus, StoredInspection } from '../inspection/inspection.js';
import type { TaskKind } from '../inbox/task-kinds.js';
import { CITY, type Tally, forEachOf, tally } from './tally.js';

/** CASE: `first` is the tier, empty before there is one, `second` the state, `to` the last day of a rectification that is waited for. */
export function caseTallies(one: StoredCase): readonly Tally[] {
  const to = one.status === 'RECTIFYING' ? (one.rectificationDueOn ?? '') : '';
  const counted = { first: one.tier ?? '', second: one.status, to };
  return [...forEachOf(one.districts, (of) => tally(of, 'CASE', counted)), ...caseTasks(one)];
}

/**
 * INSPECTION: `first` is OPEN, DONE or CANCELLED, `from` the day it is planned for. RECTIFICATION: one that is waited for, `from`
 * being its last day.
 */
export function inspectionTallies(one: StoredInspection): readonly Tally[] {
  const { status, districts, finishedAt, plannedOn, rectification } = one;
  const first = status === 'CANCELLED' ? 'CANCELLED' : finishedAt ? 'DONE' : 'OPEN';
  const from = status === 'RECTIFICATION' ? (rectification?.dueOn ?? '') : '';
  return [
    ...forEachOf(districts, (of) => tally(of, 'INSPECTION', { first, from: plannedOn })),
    ...(from === '' ? [] : forEachOf(districts, (of) => tally(of, 'RECTIFICATION', { from }))),
    ...inspectionTasks(one),
  ];
}

/** ALERT: one that is open, `first` being its rule. */
export function alertTallies({ status, rule, districts, agencyId }: StoredAlert): readonly Tally[] {
  if (status !== 'OPEN') return [];
  const task = { first: 'ALERT_OPEN' satisfies TaskKind, second: agencyId ?? '', to: rule };
  const told = districts.length > 0 ? [...new Set(districts)] : [CITY];
  return [
    ...forEachOf(districts, (of) => tally(of, 'ALERT', { first: rule })),
    ...told.map((of) => tally(of, 'TASK', task)),
  ];
}

const inspectionTask: Readonly<Partial<Record<InspectionStatus, TaskKind>>> = {
  PLANNED: 'INSPECTION_DUE',
  DRAWN: 'INSPECTION_DUE',
  IN_PROGRESS: 'INSPECTION_ONGOING',
  REPORTED: 'INSPECTION_REPORTED',
  RECTIFICATION: 'INSPECTION_RECTIFICATION',
};

/** TASK: `first` is what is to be done, `second` the agency, `from` its last day; empty where no day is set. Of who leads. */
function inspectionTasks(one: StoredInspection): readonly Tally[] {
  const { status, publishedOn, lead, agencyId, subject, plannedOn, rectification } = one;
  const of = countedBody({ role: lead.role, district: lead.district });
  const isToPublish = status === 'CLOSED' && publishedOn === null;
  const first = isToPublish ? 'INSPECTION_TO_PUBLISH' : inspectionTask[status];
  if (of === null || first === undefined) return [];
  const due: Readonly<Partial<Record<TaskKind, string>>> = {
    INSPECTION_DUE: plannedOn,
    INSPECTION_RECTIFICATION: rectification?.dueOn ?? '',
  };
  const name = agencyId === null ? subject.name : '';
  return [tally(of, 'TASK', { first, second: agencyId ?? '', from: due[first] ?? '', name })];
}

const caseTask: Readonly<Partial<Record<CaseStatus, TaskKind>>> = {
  REGISTERED: 'CASE_TO_INVESTIGATE',
  INVESTIGATING: 'CASE_TO_DECIDE',
  REFERRED_TO_CITY: 'CASE_TO_DECIDE',
  RECTIFYING: 'CASE_RECTIFICATION',
  EXECUTED: 'CASE_TO_CLOSE',
};

/** TASK of a case: of who decided it, before that of who registered it, and of the city where it was proposed to. */
function caseTasks(one: StoredCase): readonly Tally[] {
  const { subject, status, decisions, registeredBy, agencyId, isEffectMissing, rectificationDueOn } = one;
  // Of persons the agency decides (VIO-002).
  if (persons.includes(subject.type)) return [];
  const of = status === 'REFERRED_TO_CITY' ? CITY : countedBody(decisions.at(-1)?.by ?? registeredBy);
  if (of === null) return [];
  const kind = caseTask[status];
  const row = (first: TaskKind, from = '') =>
    tally(of, 'TASK', { first, second: agencyId ?? '', from, name: subject.name ?? '' });
  return [
    ...(kind === undefined ? [] : [row(kind, kind === 'CASE_RECTIFICATION' ? (rectificationDueOn ?? '') : '')]),
    ...(isEffectMissing ? [row('CASE_EFFECT_MISSING')] : []),
  ];
}

/** Whose inbox it is in: a district's, the city's; null for bodies that have none here. */
function countedBody({ role, district }: Pick<DecidingBody, 'role' | 'district'>): string | null {
  if (role === 'DISTRICT_BUREAU') return district;
  return role === 'CENTRE' || role === 'BUREAU' ? CITY : null;
}
