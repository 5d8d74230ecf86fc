import { type Clause, type Finding, type LedgerId, type Role, finding } from '@shanghai/kernel';

/** One row of the machine of a record: who does an act, from which states, and to which state it leads. */
export interface RecordStep<Act extends string, Status extends string> {
  readonly act: Act;
  readonly by: readonly Role[];
  /** Null for a record that the act makes. */
  readonly from: readonly (Status | null)[];
  readonly to: Status;
  /** The rules that guard it, by their ledger ids; the first is the one it is refused by when it is no step. */
  readonly guards: readonly [LedgerId, ...LedgerId[]];
  readonly clauses: readonly Clause[];
}

/** The row of an act. */
export function stepOf<Act extends string, Status extends string>(
  steps: readonly RecordStep<Act, Status>[],
  act: Act,
): RecordStep<Act, Status> {
  return steps.find((one) => one.act === act)!;
}

/** Why an act is no step: NOT_AUTHORISED for another role, ILLEGAL_TRANSITION from another state; null when it is one. */
export function judgeRecordStep<Act extends string, Status extends string>(
  { by, from, guards: [rule], clauses }: RecordStep<Act, Status>,
  role: Role,
  status: Status | null,
): Finding | null {
  const row = { rule, force: 'MUST', clauses } as const;
  if (!by.includes(role)) return finding({ ...row, code: 'NOT_AUTHORISED' }, 'FAIL', '无权办理该事项', { role });
  if (!from.includes(status))
    return finding({ ...row, code: 'ILLEGAL_TRANSITION' }, 'FAIL', '当前状态下不能办理该事项', { status });
  return null;
}

/** The acts that the machine opens to a role on a record that is there. What their rules say, the acts tell. */
export function actsOpenTo<Act extends string, Status extends string>(
  steps: readonly RecordStep<Act, Status>[],
  role: Role,
  status: Status,
): readonly Act[] {
  return steps.filter((step) => judgeRecordStep(step, role, status) === null).map(({ act }) => act);
}
