import { type Day, type Finding, finding } from '@shanghai/kernel';
import type { AutomaticReason, Filing, FilingFacts, Termination, TerminationKind } from './filing.js';
import { filingClauses } from './filing-ground-rules.js';
import { type SubjectStatus, type WrapUpKind, type WrapUpTask, recordOf } from './filing-record.js';
import { stateClauses, stateOn } from './filing-state-rules.js';

/** 自愿终止备案 needs that the agency asked for it (FIL-008). */
export const voluntaryRule = {
  rule: 'FIL-008',
  force: 'MUST',
  code: 'TERMINATION_NOT_REQUESTED',
  clauses: stateClauses.voluntary,
} as const;

/** 主体灭失情形但未主动提出终止备案 (FIL-007). */
export const extinctRule = {
  rule: 'FIL-007',
  force: 'MUST',
  code: 'TERMINATION_REQUESTED',
  clauses: filingClauses.extinct,
} as const;

/** 妥善处理后续工作 (FIL-010). */
export const wrapUpRule = {
  rule: 'FIL-010',
  force: 'MUST',
  code: 'WRAP_UP_NOT_OPEN',
  clauses: filingClauses.wrapUp,
} as const;

/** What has to be settled after an end, in Chinese (FIL-010, PR: the notice names no tasks). */
export const wrapUpTasks: readonly { readonly kind: WrapUpKind; readonly label: string }[] = [
  { kind: 'SETTLE_CANDIDATES', label: '妥善安排已报名、未考核的参评人员' },
  { kind: 'FINISH_CERTIFICATES', label: '处理已考核、未发证的评价批次' },
  { kind: 'HAND_OVER_RECORDS', label: '妥善保管评价档案、题库等资料并登记去向' },
];

/** Whether an agency can ask for its filing to end: once (FIL-008). */
export function judgeTerminationRequest(filing: Filing): Finding {
  const request = recordOf(filing).terminationRequest;
  const once = { ...voluntaryRule, code: 'TERMINATION_REQUESTED' } as const;
  return request === null
    ? finding(once, 'PASS', '未提出过终止备案')
    : finding(once, 'FAIL', `已于${request.on}提出终止备案，待备案机关确认`, { requestedOn: request.on });
}

/** Whether there is a request that the authority can confirm (FIL-008). */
export function judgeConfirmation(filing: Filing): Finding {
  const request = recordOf(filing).terminationRequest;
  return request === null
    ? finding(voluntaryRule, 'FAIL', '机构未主动提出终止备案')
    : finding(voluntaryRule, 'PASS', `机构已于${request.on}提出终止备案`, { requestedOn: request.on });
}

/** Whether a body that is gone had asked for its filing to end: then that is confirmed (FIL-007). OTHER needs a text. */
export function judgeExtinct(
  filing: Filing,
  { status, text }: { readonly status: SubjectStatus; readonly text: string | null },
): readonly Finding[] {
  const request = recordOf(filing).terminationRequest;
  const said = status !== 'OTHER' || text !== null;
  return [
    request === null
      ? finding(extinctRule, 'PASS', '机构未主动提出终止备案')
      : finding(extinctRule, 'FAIL', `机构已于${request.on}提出终止备案，应予确认`, { requestedOn: request.on }),
    finding(
      { ...extinctRule, code: 'FIELD_REQUIRED' },
      said ? 'PASS' : 'FAIL',
      said ? '已说明主体灭失情形' : '其他情形应予说明',
      { status },
      ['text'],
    ),
  ];
}

/** Whether something that has to be settled is still open (FIL-010). */
export function judgeWrapUp(filing: Filing, kind: WrapUpKind, filedItemId: string | null): Finding {
  const isOpen = recordOf(filing).wrapUp.some((one) => isTask(one, kind, filedItemId) && one.doneOn === null);
  return finding(wrapUpRule, isOpen ? 'PASS' : 'FAIL', isOpen ? '该事项待办理' : '没有待办理的此项后续工作', { kind });
}

/** The tasks with one of them done. */
export function withDone(
  tasks: readonly WrapUpTask[],
  { kind, filedItemId, on }: { readonly kind: WrapUpKind; readonly filedItemId: string | null; readonly on: Day },
): readonly WrapUpTask[] {
  return tasks.map((one) => (isTask(one, kind, filedItemId) && one.doneOn === null ? { ...one, doneOn: on } : one));
}

/** The tasks that an end opens, of the filing or of one item of it. */
export function openedWrapUp(on: Day, filedItemId: string | null = null): readonly WrapUpTask[] {
  return wrapUpTasks.map(({ kind }) => ({ kind, filedItemId, openedOn: on, doneOn: null }));
}

/** What an end makes of a filing: its facts, and what has to be settled after it. */
export function terminated(
  filing: Filing,
  termination: { readonly kind: TerminationKind; readonly reason?: AutomaticReason; readonly effectiveOn: Day },
  on: Day,
): { readonly facts: FilingFacts; readonly wrapUp: readonly WrapUpTask[] } {
  const { kind, reason = null, effectiveOn } = termination;
  const recorded: Termination = { kind, reason, effectiveOn };
  return {
    facts: { ...filing.facts, termination: recorded },
    wrapUp: [...recordOf(filing).wrapUp, ...openedWrapUp(on)],
  };
}

/** The day from which an expired filing is recorded as ended: the first one it was not in force (FIL-005). */
export function expiredSince(facts: FilingFacts, on: Day): Day {
  const state = stateOn(facts, on)!;
  return state.status === 'EXPIRED' ? state.since : on;
}

function isTask(task: WrapUpTask, kind: WrapUpKind, filedItemId: string | null): boolean {
  return task.kind === kind && task.filedItemId === filedItemId;
}
