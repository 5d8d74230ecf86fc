import { type Day, addMonths, isWithin } from '@shanghai/kernel';
import type { GradeFact, GradeFactChange, GradeFactKind } from './grade-fact.js';
import {
  type GradeRow,
  type SupervisionFactor,
  type WeightRow,
  gradesOn,
  largeVolume,
  weightsOn,
} from './grade-scale.js';

/** One line of the explanation: how often a thing counts, and what it comes to. */
export interface GradeFactor {
  readonly factor: SupervisionFactor;
  /** In Chinese. */
  readonly label: string;
  /** How many there are. */
  readonly count: number;
  readonly points: number;
  /** In Chinese, why it could not be counted; null where it was. */
  readonly undetermined: string | null;
}

/** 监管等级 of an agency on a day: the score is the sum of the points of its factors. */
export interface SupervisionGrade {
  readonly asOf: Day;
  readonly row: GradeRow;
  readonly score: number;
  readonly factors: readonly GradeFactor[];
}

/** What a grade follows from: facts as they were told, and the first day of the first filing. */
export interface GradeBasis {
  readonly facts: readonly GradeFact[];
  readonly filedSince: Day | null;
}

/** What is known of one source on a day. */
interface Known extends GradeFactChange {
  readonly kind: GradeFactKind;
  readonly sourceId: string;
}

/** A thing that counts: which, and from which day its months run; null where they do not. */
interface Counted {
  readonly factor: SupervisionFactor;
  readonly of: string;
  readonly since: Day | null;
}

/**
 * The grade of an agency as of the end of a day (SPV-011): a pure function of the facts of that day and before, and of the rows that
 * governed it, so that any past day gives again what was told then. Null before the first weight.
 */
export function gradeOn({ facts, filedSince }: GradeBasis, asOf: Day): SupervisionGrade | null {
  const rows = weightsOn(asOf);
  if (rows.length === 0) return null;
  const known = knownOn(facts, asOf);
  const counted = countedOn(known, filedSince, asOf);
  const factors = [...rows.flatMap((row) => factorOf(row, counted, asOf)), volumeOn(known, rows, asOf)];
  const score = factors.reduce((sum, { points }) => sum + points, 0);
  const grades = gradesOn(asOf);
  return { asOf, score, factors, row: grades.find(({ atLeast }) => score >= atLeast) ?? grades.at(-1)! };
}

/**
 * 评价数量: the certificates of the twelve months before the month of the day, as they were told. Without any told of nothing is
 * guessed; how many there are is said, and counts from a threshold on (PR).
 */
function volumeOn(known: readonly Known[], rows: readonly WeightRow[], asOf: Day): GradeFactor {
  const first = addMonths(asOf, -12).slice(0, 7);
  const months = known.filter(({ kind, sourceId }) => kind === 'VOLUME' && sourceId >= first);
  const count = months.reduce((sum, one) => sum + (one.count ?? 0), 0);
  const base = { factor: 'VOLUME', label: '近十二个月证书数量', count } as const;
  if (months.length === 0) return { ...base, points: 0, undetermined: '近十二个月没有收到证书数据，未计分' };
  const { atLeast } = largeVolume.findLast(({ from }) => from <= asOf) ?? largeVolume[0]!;
  const row = rows.find(({ factor }) => factor === 'VOLUME');
  return { ...base, points: row && count >= atLeast ? row.points : 0, undetermined: null };
}

/** What each source comes to on a day, in the order in which it was told. */
function knownOn(facts: readonly GradeFact[], on: Day): readonly Known[] {
  const known = new Map<string, Known>();
  const told = facts.filter((fact) => fact.on <= on).sort((a, b) => a._id - b._id);
  for (const { kind, sourceId, change } of told) {
    const key = `${kind}/${sourceId}`;
    known.set(key, { ...known.get(key), ...change, kind, sourceId });
  }
  return [...known.values()];
}

const counting: Readonly<Record<GradeFactKind, (known: Known, on: Day) => readonly Counted[]>> = {
  CASE: ({ value, from, to, endedOn }, on) =>
    value == null
      ? []
      : [{ factor: 'CASES', of: value, since: from ?? null }, ...rectifications(to ?? null, endedOn ?? null, on)],
  RESTRICTION: ({ from, to = null, endedOn }, on) => {
    const isOn = from !== undefined && isWithin(on, from, to) && (endedOn == null || on < endedOn);
    return isOn ? [{ factor: 'RESTRICTIONS', of: 'ACTIVE', since: null }] : [];
  },
  RECTIFICATION: ({ to, endedOn }, on) => rectifications(to ?? null, endedOn ?? null, on),
  COMPLAINT: ({ from }) => [{ factor: 'COMPLAINTS', of: 'UPHELD', since: from ?? null }],
  // The latest year alone counts.
  ASSESSMENT: () => [],
  // Added up, and told as one line.
  VOLUME: () => [],
  ALERT: ({ from, endedOn }) =>
    from !== undefined && endedOn == null ? [{ factor: 'ALERTS', of: 'OPEN', since: null }] : [],
};

function countedOn(known: readonly Known[], filedSince: Day | null, on: Day): readonly Counted[] {
  const years = known.filter(({ kind, from }) => kind === 'ASSESSMENT' && from !== undefined);
  const latest = years.sort((a, b) => (a.from! < b.from! ? -1 : 1)).at(-1);
  const isNew = filedSince !== null && on < addMonths(filedSince, 12);
  return [
    { factor: 'BASE', of: 'BASE', since: null },
    ...known.flatMap((one) => counting[one.kind](one, on)),
    ...(latest ? [{ factor: 'ASSESSMENT', of: latest.value!, since: latest.from! } as const] : []),
    ...(isNew ? [{ factor: 'NEWNESS', of: 'FIRST_YEAR', since: null } as const] : []),
  ];
}

/** How fast something was put right: not in time and not yet, late, or in time; nothing while there is time. */
function rectifications(dueOn: Day | null, acceptedOn: Day | null, on: Day): readonly Counted[] {
  if (dueOn === null) return [];
  if (acceptedOn === null) return on > dueOn ? [{ factor: 'RECTIFICATION', of: 'OVERDUE', since: null }] : [];
  return [{ factor: 'RECTIFICATION', of: acceptedOn > dueOn ? 'LATE' : 'IN_TIME', since: acceptedOn }];
}

function factorOf(row: WeightRow, counted: readonly Counted[], on: Day): readonly GradeFactor[] {
  const { factor, of, label, points, months, most } = row;
  const count = counted.filter(
    (one) =>
      one.factor === factor &&
      one.of === of &&
      (months === null || one.since === null || on < addMonths(one.since, months)),
  ).length;
  const amount = Math.min(Math.abs(points) * count, most);
  return count === 0 ? [] : [{ factor, label, count, points: Math.sign(points) * amount, undetermined: null }];
}
