import { type Day, addDays, partsOf } from '@shanghai/kernel';
import { alertRuleOf } from '../alert/alert-rules.js';
import type { AlertRule } from '../alert/alert.js';
import { assessingDistricts, wasFiledIn } from '../assessment/assessment-rules.js';
import type { Context } from '../context.js';
import { listTallies } from '../tally/tally-store.js';
import { countedAs } from '../tally/tally.js';
import { type InboxSubject, findInboxSubjects } from './inbox-store.js';
import { type TaskKind, type TaskKindRow, taskKindOf, taskKinds } from './task-kinds.js';

/** 监管待办事项: one thing that a bureau has to do. */
export interface SupervisionTask extends Omit<TaskKindRow, 'rule'> {
  readonly rule: string;
  /** Null where no notice sets a day. */
  readonly dueOn: Day | null;
  readonly isOverdue: boolean;
  /** Null of what is of no body. */
  readonly subjectName: string | null;
  readonly agencyId: string | null;
  /** What it is about: `inspection`, `case`, `alert` or `subject`, and its id. */
  readonly thing: string;
}

/** How many tasks there are of a kind. */
export interface TaskCount extends Pick<TaskKindRow, 'kind' | 'label'> {
  readonly count: number;
  readonly overdue: number;
}

/** 监管待办 of a bureau: read once, when something of it is asked for. */
export interface SupervisionInbox {
  readonly asOf: Day;
  readonly tasks: () => Promise<readonly SupervisionTask[]>;
}

const DAYS = 30;

/** The inbox of the caller: what is late, due in these days, or without a day. A district bureau's is its own, others see the city's. */
export function openSupervisionInbox(context: Context, asOf: Day, days: number = DAYS): SupervisionInbox {
  let tasks: Promise<readonly SupervisionTask[]> | undefined;
  return { asOf, tasks: () => (tasks ??= findTasks(context, asOf, addDays(asOf, days))) };
}

/** How many tasks there are of each kind that occurs, in the order in which a bureau looks at them. */
export function countTasks(tasks: readonly SupervisionTask[]): readonly TaskCount[] {
  return taskKinds.flatMap(({ kind, label }) => {
    const own = tasks.filter((one) => one.kind === kind);
    return own.length === 0
      ? []
      : [{ kind, label, count: own.length, overdue: own.filter(({ isOverdue }) => isOverdue).length }];
  });
}

async function findTasks({ store, caller }: Context, asOf: Day, last: Day): Promise<readonly SupervisionTask[]> {
  const of = countedAs(caller.scopes);
  if (of === null) return [];
  const rows = await listTallies(store, { of, kind: 'TASK' }, last);
  const year = partsOf(asOf).year - 1;
  const ids = [...new Set(rows.map(({ second }) => second))].filter((id) => id !== '');
  const subjects = await findInboxSubjects(store, caller, { ids, year });
  const names = new Map(subjects.map(({ _id, name }) => [_id, name]));
  const kept = rows.map(({ first, second, from, to, thing, name }) =>
    taskOf(first as TaskKind, asOf, {
      ...{ thing, dueOn: from === '' ? null : (from as Day), agencyId: second === '' ? null : second },
      subjectName: name === '' ? (names.get(second) ?? null) : name,
      alertRule: to === '' ? null : (to as AlertRule),
    }),
  );
  const due = subjects.filter((one) => isToAssess(one, caller.scopes['district'] ?? null, year));
  const assessments = due.map(({ _id, name }) =>
    taskOf('ASSESSMENT_DUE', asOf, {
      ...{ thing: `subject/${_id}`, dueOn: null, agencyId: _id, subjectName: name, alertRule: null },
    }),
  );
  return [...kept, ...assessments].sort(byUrgency);
}

type Told = Pick<SupervisionTask, 'thing' | 'dueOn' | 'agencyId' | 'subjectName'> & {
  readonly alertRule: AlertRule | null;
};

/** An alert is named by its rule, and rests on that rule's row of the ledger. */
function taskOf(kind: TaskKind, asOf: Day, { alertRule, ...told }: Told): SupervisionTask {
  const { label, ledger: rule } = alertRule === null ? { ...taskKindOf(kind), ledger: null } : alertRuleOf(alertRule);
  const row = taskKindOf(kind);
  return { ...row, label, rule: rule ?? row.rule, ...told, isOverdue: told.dueOn !== null && told.dueOn < asOf };
}

function isToAssess({ scope, filings, assessments }: InboxSubject, district: string | null, year: number): boolean {
  const isOwn = district === null || assessingDistricts(scope, year).some((one) => one === district);
  return isOwn && assessments.length === 0 && wasFiledIn(filings, year);
}

/** What has a day comes first, the nearest first; then by kind, and so that it is the same every time. */
function byUrgency(a: SupervisionTask, b: SupervisionTask): number {
  const key = ({ dueOn, kind, thing }: SupervisionTask): string =>
    [dueOn ?? '~', String(taskKinds.findIndex((one) => one.kind === kind)).padStart(2, '0'), thing].join(' ');
  return key(a) < key(b) ? -1 : 1;
}
