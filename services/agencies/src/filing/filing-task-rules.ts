import { type Clause, type Day, addDays } from '@shanghai/kernel';
import { byText } from '../text-order.js';
import type { Filing, Standing } from './filing.js';
import { filingClauses, groundsOfFilingAct } from './filing-ground-rules.js';
import { type FilingRecord, recordOf } from './filing-record.js';
import { stateClauses, stateOn } from './filing-state-rules.js';
import { renewalOn } from './filing-step-rules.js';
import { renewalWindow, renewalWindowOf } from './filing-term-rules.js';
import { adjustmentSince, openRecord } from './item-ending-rules.js';
import { wrapUpTasks } from './termination-rules.js';

/** 备案待办事项: what a filing waits for. */
export type FilingTaskKind =
  | 'REQUEST_RENEWAL'
  | 'DECIDE_RENEWAL'
  | 'EVALUATE_AT_EXPIRY'
  | 'RECORD_NO_RENEWAL'
  | 'DECIDE_ADJUSTMENT'
  | 'ADJUST_ITEM'
  | 'RECORD_ITEM_TERMINATION'
  | 'CONFIRM_TERMINATION'
  | 'WRAP_UP'
  | 'CATALOGUE_DIFFERENCE';

/** Who has to see to it. */
export type TaskOwner = 'AGENCY' | 'AUTHORITY';

/**
 * Something to be done about a filing. It follows from what is recorded and the day, as the state does: nobody makes it and
 * nobody ticks it off.
 */
export interface FilingTask {
  readonly kind: FilingTaskKind;
  readonly owner: TaskOwner;
  readonly since: Day;
  /** The last day to do it; null where no notice and no act names one. */
  readonly dueOn: Day | null;
  readonly filedItemId: string | null;
  /** In Chinese. */
  readonly explanation: string;
  readonly clauses: readonly Clause[];
}

type Task = Omit<FilingTask, 'dueOn' | 'filedItemId'> & Partial<Pick<FilingTask, 'dueOn' | 'filedItemId'>>;

/** What a filing waits for on a day, by all that is recorded, the oldest first. */
export function tasksOn(filing: Filing, on: Day): readonly FilingTask[] {
  return tasksOf(filing, on)
    .filter(({ since }) => since <= on)
    .map((task) => ({ dueOn: null, filedItemId: null, ...task }))
    .sort((a, b) => byText(a.since, b.since));
}

/**
 * From when to when the authority of a filing has something to see to, as far as is recorded; null when it has not, an open end
 * where only an act of its own ends it. Stored beside the filing, so that who waits can be found by a query.
 */
export function authoritySpan(filing: Filing): Standing | null {
  const { facts, standing } = filing;
  const last = facts.periods.at(-1);
  if (facts.termination || !last) return null;
  const { opensOn } = renewalWindowOf(last.to);
  const due = recordOf(filing).notEvaluable.map(({ dueOn }) => addDays(dueOn, 1));
  // Between these days nothing comes about by time alone.
  const days = [standing.from, opensOn, addDays(last.to, 1), ...due];
  const tasks = days.flatMap((day) => tasksOf(filing, day)).filter(({ owner }) => owner === 'AUTHORITY');
  const from = tasks.map(({ since }) => since).sort()[0];
  if (from === undefined) return null;
  return { from, to: last.renewal?.decision?.result === 'REFUSED' ? standing.to : null };
}

function tasksOf(filing: Filing, on: Day): readonly Task[] {
  const status = stateOn(filing.facts, on)?.status;
  const record = recordOf(filing);
  if (status === 'TERMINATED') return wrapUps(record);
  if (status === 'EXPIRED') return [...expired(filing, on), ...wrapUps(record)];
  if (status !== 'ACTIVE' && status !== 'SUSPENDED') return [];
  return [
    ...renewing(filing, on),
    ...adjusting(record),
    ...notEvaluable(record, on),
    ...leaving(record),
    ...wrapUps(record),
  ];
}

function expired({ facts }: Filing, on: Day): readonly Task[] {
  const { since, reason } = stateOn(facts, on)!;
  // After a refusal nothing is left to record (machine 3).
  if (renewalOn(facts, on) !== 'NONE') return [];
  return [authority('RECORD_NO_RENEWAL', since, `${reason}，应作出自动终止备案处理`, renewalWindow.clauses)];
}

function renewing({ facts, ...filing }: Filing, on: Day): readonly Task[] {
  const last = facts.periods.at(-1)!;
  const { opensOn, closesOn } = renewalWindowOf(last.to);
  const { clauses } = renewalWindow;
  const isEvaluated = recordOf(filing).expiryEvaluations.some(({ periodTo }) => periodTo === last.to);
  const evaluate = authority(
    'EVALUATE_AT_EXPIRY',
    opensOn,
    '备案期将满，应开展备案期满评估',
    filingClauses.expiryEvaluation,
  );
  const evaluation = isEvaluated || opensOn > on ? [] : [{ ...evaluate, dueOn: last.to }];
  if (last.renewal === null) {
    const asks = `备案有效期至${last.to}，续期备案申请应于${closesOn}24时前书面提出`;
    return [
      ...evaluation,
      { kind: 'REQUEST_RENEWAL', owner: 'AGENCY', since: opensOn, dueOn: closesOn, explanation: asks, clauses },
    ];
  }
  if (last.renewal.decision) return evaluation;
  const late = on > last.to ? '，有效期已过，作出决定前备案继续有效' : '';
  const decide = `续期申请于${last.renewal.requestedOn}提出，待决定${late}`;
  return [...evaluation, { ...authority('DECIDE_RENEWAL', last.renewal.requestedOn, decide, clauses), dueOn: last.to }];
}

function adjusting({ adjustments }: FilingRecord): readonly Task[] {
  return adjustments
    .filter(({ decision }) => decision === null)
    .map(({ requestedOn }) =>
      authority(
        'DECIDE_ADJUSTMENT',
        requestedOn,
        `备案职业（工种）调整申请于${requestedOn}提出，待决定`,
        filingClauses.adjustment,
      ),
    );
}

function notEvaluable(record: FilingRecord, on: Day): readonly Task[] {
  return record.notEvaluable
    .filter(({ filedItemId }) => openRecord(record, filedItemId) !== null)
    .filter((one) => one.endedOn === null && adjustmentSince(record, one) === null)
    .map((one): Task => {
      const { filedItemId, dueOn } = one;
      const isPast = dueOn < on;
      return {
        kind: isPast ? 'RECORD_ITEM_TERMINATION' : 'ADJUST_ITEM',
        owner: isPast ? 'AUTHORITY' : 'AGENCY',
        since: isPast ? addDays(dueOn, 1) : one.on,
        dueOn: isPast ? null : dueOn,
        filedItemId,
        explanation: isPast
          ? `该项目不可开展评价，至${dueOn}未申请调整，应作出自动终止备案处理`
          : `该项目不可开展评价（${one.basisDocument}），可于${dueOn}24时前申请调整`,
        clauses: groundsOfFilingAct('recordItemTermination'),
      };
    });
}

function leaving({ terminationRequest }: FilingRecord): readonly Task[] {
  if (!terminationRequest) return [];
  const { on } = terminationRequest;
  return [authority('CONFIRM_TERMINATION', on, `机构于${on}提出终止备案，待确认`, stateClauses.voluntary)];
}

function wrapUps({ wrapUp }: FilingRecord): readonly Task[] {
  return wrapUp
    .filter(({ doneOn }) => doneOn === null)
    .map(({ kind, filedItemId, openedOn }) => ({
      kind: 'WRAP_UP',
      owner: 'AGENCY',
      since: openedOn,
      filedItemId,
      explanation: wrapUpTasks.find((one) => one.kind === kind)!.label,
      clauses: filingClauses.wrapUp,
    }));
}

function authority(kind: FilingTaskKind, since: Day, explanation: string, clauses: readonly Clause[]): Task {
  return { kind, owner: 'AUTHORITY', since, explanation, clauses };
}
