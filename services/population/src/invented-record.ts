import {
  type Adjustment,
  type ExpiryEvaluation,
  type FiledItem,
  type Filing,
  type FilingRecord,
  type ItemNotEvaluable,
  type WrapUpTask,
  emptyRecord,
  openedWrapUp,
} from '@shanghai/agencies';
import { type Day, addDays, day } from '@shanghai/kernel';
import { type Life, dayBetween, inventedFor } from './invented-life.js';
import type { Random } from './random.js';

/** A filing with all that it has ever covered. */
export interface HeldByAgency {
  readonly filing: Filing;
  readonly items: readonly FiledItem[];
}

/** What of a record a life brings with it. */
type Part = (random: Random, held: HeldByAgency) => Partial<FilingRecord>;

/** What acts would have left of each life beside the facts. */
const parts: Readonly<Partial<Record<Life, Part>>> = {
  RENEWED: (_random, { filing }) => ({ expiryEvaluations: evaluations(filing) }),
  PENDING: (random, { filing }) => ({ expiryEvaluations: random.oneIn(2) ? evaluations(filing) : [] }),
  EXTENDED: (random, { filing }) => ({ expiryEvaluations: random.oneIn(2) ? evaluations(filing) : [] }),
  NOT_EVALUABLE: (random, { items }) => ({ notEvaluable: [inventNotEvaluable(random, items)] }),
  ACTIVE: (random, { filing, items }) => ({ adjustments: random.oneIn(3) ? pendingAdjustments(filing, items) : [] }),
};

/**
 * An invented filing with what acts would have recorded of it: how its items came and went, how it was evaluated and what its end
 * has left. No act has made it, so it has no journal.
 */
export function withRecord(random: Random, life: Life, held: HeldByAgency): HeldByAgency {
  const additions = approvedAdditions(held);
  const part = parts[life]?.(random, held) ?? {};
  const record: FilingRecord = {
    ...emptyRecord,
    ...part,
    adjustments: [...additions, ...(part.adjustments ?? [])].map((one, at) => ({ ...one, no: at + 1 })),
    ...endingOf(random, held.filing, part.notEvaluable ?? []),
  };
  if (JSON.stringify(record) === JSON.stringify(emptyRecord)) return held;
  return { filing: { ...held.filing, record }, items: held.items.map((item) => endedIn(record, item)) };
}

/** 调整: an item that is there later than the filing came by an adjustment, decided on its first day (FIL-012). */
function approvedAdditions({ filing, items }: HeldByAgency): readonly Adjustment[] {
  const { from: begun } = filing.standing;
  const days = [...new Set(items.flatMap(({ from }) => (from !== null && from > begun ? from : [])))].sort();
  return days.map((on) => ({
    no: 0,
    additions: items.filter(({ from }) => from === on).map(additionOf),
    removals: [],
    reason: '示例：增设考核设备',
    requestedOn: addDays(on, -14),
    decision: { result: 'APPROVED', on, reason: null },
  }));
}

function additionOf({ fullName, code, levels, standardKind, mappingId }: FiledItem): Adjustment['additions'][number] {
  return {
    ...{ fullName, code, standardKind, mappingId },
    levels: levels.map(String),
    standardName: `${fullName}国家职业标准`,
    standardVersion: '2024年版',
    workTypeReason: null,
  };
}

/** One that waits for its decision: the agency gives up an item, where it has another. */
function pendingAdjustments({ facts, standing }: Filing, items: readonly FiledItem[]): readonly Adjustment[] {
  const [first, second] = items;
  const requestedOn = day('2026-10-20');
  if (facts.type === 'COMPARISON' || !first || !second || standing.from >= requestedOn) return [];
  const removals = [{ filedItemId: first._id, levels: [] }];
  return [{ no: 0, additions: [], removals, reason: '示例：考核设备停用', requestedOn, decision: null }];
}

/** 备案期满评估 of the first period, ten days before its end or before the day that all is invented for. */
function evaluations({ facts }: Filing): readonly ExpiryEvaluation[] {
  const { to: periodTo, renewal } = facts.periods[0]!;
  const on = [addDays(renewal?.decision?.on ?? periodTo, -1), addDays(inventedFor, -10)].sort()[0]!;
  return [{ periodTo, result: '合格', publishedOn: on, on }];
}

/** 不可开展评价 (FIL-006): time is left to ask for an adjustment, or it is past, or the item has ended; never the only one. */
function inventNotEvaluable(random: Random, items: readonly FiledItem[]): ItemNotEvaluable {
  // An adjustment that was asked for meanwhile would have kept it (FIL-006).
  const mayEnd = items.length > 1 && items.every(({ from }) => from !== null && from < FIRST_RECORDED);
  const stage = random.pick(mayEnd ? (['OPEN', 'PAST', 'ENDED'] as const) : (['OPEN', 'PAST'] as const));
  const [first, last, days] = stage === 'OPEN' ? OPEN_RECORDS : PAST_RECORDS;
  const on = dayBetween(random, first, last);
  const dueOn = addDays(on, days);
  return {
    filedItemId: items[0]!._id,
    basisDocument: '示例：国家职业分类调整文件',
    ...{ on, dueOn },
    endedOn: stage === 'ENDED' ? addDays(dueOn, random.integer(1, 10)) : null,
  };
}

const FIRST_RECORDED = day('2026-06-01');
/** From when to when it was recorded, and how many days were left. */
const OPEN_RECORDS = [day('2026-10-05'), day('2026-10-25'), 60] as const;
const PAST_RECORDS = [FIRST_RECORDED, day('2026-07-31'), 60] as const;

/** What an end was asked for by, what it rests on, and what it has left to be settled (FIL-007, FIL-008, FIL-010). */
function endingOf(
  random: Random,
  { facts: { termination } }: Filing,
  notEvaluable: readonly ItemNotEvaluable[],
): Partial<FilingRecord> {
  const ofItems = notEvaluable.flatMap(({ endedOn, filedItemId }) =>
    endedOn === null ? [] : settled(random, openedWrapUp(endedOn, filedItemId)),
  );
  if (!termination) return { wrapUp: ofItems };
  const { kind, reason, effectiveOn } = termination;
  const isAsked = kind === 'VOLUNTARY';
  const isExtinct = reason === 'SUBJECT_EXTINCT';
  return {
    wrapUp: settled(random, openedWrapUp(effectiveOn)),
    terminationRequest: isAsked ? { on: addDays(effectiveOn, -7), reason: '示例：不再开展认定' } : null,
    terminationBasis: isExtinct
      ? { subjectStatus: 'DEREGISTERED', evidence: '示例：注销登记通知书', text: null }
      : null,
  };
}

/** All settled in one case of two; else the first alone. */
function settled(random: Random, tasks: readonly WrapUpTask[]): readonly WrapUpTask[] {
  const isAll = random.oneIn(2);
  return tasks.map((one, at) => (isAll || at === 0 ? { ...one, doneOn: settledOn(one.openedOn) } : one));
}

function settledOn(openedOn: Day): Day {
  return [addDays(openedOn, 30), addDays(inventedFor, -1)].sort()[0]!;
}

/** An item that was ended stands until the day before. */
function endedIn({ notEvaluable }: FilingRecord, item: FiledItem): FiledItem {
  const endedOn = notEvaluable.find(({ filedItemId }) => filedItemId === item._id)?.endedOn ?? null;
  if (endedOn === null) return item;
  const to = addDays(endedOn, -1);
  return { ...item, to, standing: { ...item.standing, to } };
}
