import { type Day, addMonths, day, dayAt } from '@shanghai/kernel';
import type { AlertRule } from '../alert/alert.js';
import type { GradeFact, GradeFactChange, GradeFactKind } from './grade-fact.js';

/** An event, as far as facts of a grade follow from it. */
export interface ToldAct {
  readonly _id: number;
  readonly type: string;
  readonly payload: string;
  readonly at: Date;
}

type Told = Readonly<Record<string, unknown>>;

interface FactRow {
  readonly kind: GradeFactKind;
  readonly sourceId: unknown;
  readonly change: GradeFactChange;
}

/** What an event adds to what the grade of an agency follows from; nothing where it says nothing of one. */
export function gradeFactsOf({ _id, type, payload, at }: ToldAct): readonly GradeFact[] {
  const taking = takings[type];
  if (!taking) return [];
  const told = JSON.parse(payload) as Told;
  const agencyId = told['agencyId'];
  if (typeof agencyId !== 'string') return [];
  const on = dayAt(at);
  return taking(told, on).map(({ sourceId, ...fact }) => ({ _id, agencyId, on, sourceId: String(sourceId), ...fact }));
}

const takings: Readonly<Record<string, (told: Told, on: Day) => readonly FactRow[]>> = {
  'case.changed': ofCase,
  'inspection.changed': ofInspection,
  'restriction.imposed': ofRestriction,
  'restriction.recorded': ofRestriction,
  'restriction.ended': ofRestrictionEnd,
  'restriction.lifted': ofRestrictionEnd,
  'assessment.changed': ofAssessment,
  'alert.changed': ofAlert,
};

/** A decision on the agency itself, with what it orders to be put right; a dismissal takes an earlier decision away. */
function ofCase({ caseId, act, subjectType, tier, rectificationDueOn: due }: Told, on: Day): readonly FactRow[] {
  if (subjectType !== 'AGENCY') return [];
  const source = { sourceId: caseId } as const;
  if (act === 'decideCase')
    return [
      {
        ...source,
        kind: 'CASE',
        change: { value: (tier as string | null) ?? null, from: on, to: dueOf(due), endedOn: null },
      },
    ];
  if (act === 'acceptRectification') return [{ ...source, kind: 'CASE', change: { endedOn: on } }];
  return act === 'dismissCase' ? [{ ...source, kind: 'CASE', change: { value: null } }] : [];
}

const ORDERED: readonly unknown[] = ['orderInspectionRectification', 'rejectInspectionRectification'];

/** What an inspection ordered to be put right, and a breach that was found after complaints. */
function ofInspection({ inspectionId, act, result, topics, ...told }: Told, on: Day): readonly FactRow[] {
  const source = { sourceId: inspectionId } as const;
  const { rectificationDueOn: due } = told;
  if (ORDERED.includes(act)) return [{ ...source, kind: 'RECTIFICATION', change: { to: dueOf(due) } }];
  if (act === 'acceptInspectionRectification') return [{ ...source, kind: 'RECTIFICATION', change: { endedOn: on } }];
  const isComplaint = Array.isArray(topics) && topics.includes('COMPLAINT');
  if (act === 'finishInspection' && result === 'BREACH_FOUND' && isComplaint)
    return [{ ...source, kind: 'COMPLAINT', change: { from: on } }];
  return [];
}

function ofRestriction({ restrictionId, subjectType, from, to }: Told): readonly FactRow[] {
  if (subjectType !== 'AGENCY') return [];
  return [{ kind: 'RESTRICTION', sourceId: restrictionId, change: { from: day(String(from)), to: dueOf(to) } }];
}

function ofRestrictionEnd({ restrictionId, subjectType, on }: Told): readonly FactRow[] {
  if (subjectType !== 'AGENCY') return [];
  return [{ kind: 'RESTRICTION', sourceId: restrictionId, change: { endedOn: day(String(on)) } }];
}

/** Only what was published counts: what is recorded can still be corrected. */
function ofAssessment({ assessmentId, act, year, result }: Told): readonly FactRow[] {
  if (act !== 'publishAnnualAssessment') return [];
  const change = { value: String(result), from: day(`${String(year)}-12-31`) };
  return [{ kind: 'ASSESSMENT', sourceId: assessmentId, change }];
}

/** Warnings of what ends by itself: nobody has done anything wrong yet, and nothing counts against anybody. */
const reminders: readonly AlertRule[] = [
  'FILING_LAPSING',
  'PROJECT_ASSESSMENT_LAPSING',
  'RETENTION_LAPSING',
  'CALENDAR_HORIZON',
];

/** An early warning, as `alert.changed { alertId, agencyId, to }` tells of it: open, or no longer. */
function ofAlert({ alertId, rule, to }: Told, on: Day): readonly FactRow[] {
  if (reminders.some((one) => one === rule)) return [];
  return [{ kind: 'ALERT', sourceId: alertId, change: to === 'OPEN' ? { from: on, endedOn: null } : { endedOn: on } }];
}

function dueOf(told: unknown): Day | null {
  return typeof told === 'string' ? day(told) : null;
}

/** So many certificates of an agency in a month. */
export type ToldVolume = Pick<GradeFact, '_id' | 'agencyId' | 'sourceId' | 'on'> & { readonly count: number };

/**
 * How many certificates an event tells of; null where it tells of none. They count for the month in which they were told, whenever they
 * were issued, so that a month that is over stays as it was.
 */
export function volumeOf({ _id, type, payload, at }: ToldAct): ToldVolume | null {
  const counting = volumes[type];
  if (!counting) return null;
  const told = JSON.parse(payload) as ToldCertificates;
  const sourceId = dayAt(at).slice(0, 7);
  return { _id, agencyId: told.agencyId, sourceId, on: addMonths(day(`${sourceId}-01`), 1), count: counting(told) };
}

interface ToldCertificates {
  readonly agencyId: string;
  /** Of a batch. */
  readonly counts?: readonly { readonly count: number }[];
}

const volumes: Readonly<Record<string, (told: ToldCertificates) => number>> = {
  'certificate.registered': () => 1,
  'certificates.registered': ({ counts = [] }) => counts.reduce((sum, { count }) => sum + count, 0),
};
