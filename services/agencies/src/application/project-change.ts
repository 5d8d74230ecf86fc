import { type Day, type Finding, dayAt, finding, ruleOnOrFirst } from '@shanghai/kernel';
import type { Application, SubmittedItem } from './application.js';
import { abandonmentRules, isProjectOverdue, outcomeOfProject } from './assessment-rules.js';
import { remarkOnCap } from './cap-rules.js';
import type { Counts } from './count-others.js';

/** What the results of project assessment make of an application. */
export type ProjectChange = Pick<Application, 'status' | 'items'>;

/** What results make of an application: when all are there, or when time has run out (AGY-020). */
export function projectChange(
  items: readonly SubmittedItem[],
  now: Date,
  { overdue }: { readonly overdue: boolean } = { overdue: false },
): ProjectChange {
  const outcome = outcomeOfProject(items, { overdue });
  const decided = (item: SubmittedItem) =>
    item.status === 'PENDING' ? item : { ...item, decidedAt: item.decidedAt ?? now };
  return { ...outcome, items: outcome.items.map(decided) };
}

/** The cap counted again when the assessment ends with an item that passed: a remark (AGY-010, PR). */
export function remarksOn(
  { exceptions }: Application,
  { status, items }: ProjectChange,
  counts: Counts,
  now: Date,
): readonly Finding[] {
  if (status !== 'AWAITING_CONSENT') return [];
  const counted = [...counts].map(([itemId, { filedCount, pendingCount }]) => ({
    ...{ itemId, filed: filedCount, pending: pendingCount },
  }));
  return remarkOnCap(items, counted, exceptions, dayAt(now));
}

/** Whether the clock may end a project assessment: not before its last day is over (AGY-020). */
export function judgeOverdue(application: Application, on: Day): Finding {
  const rule = { ...ruleOnOrFirst(abandonmentRules, on), code: 'PROJECT_ASSESSMENT_RUNNING' } as const;
  const { projectDueOn } = application;
  return isProjectOverdue(application, on)
    ? finding(rule, 'PASS', '项目评估期限已过', { projectDueOn })
    : finding(rule, 'FAIL', '项目评估期限未过', { projectDueOn });
}
