import { dayAt } from '@shanghai/kernel';
import { judgeItemResult } from '../assessment-rules.js';
import type { Application, SubmittedItem } from '../application.js';
import { countOthers } from '../count-others.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { projectChange, remarksOn } from '../project-change.js';

/** 项目评估 of one item. */
export interface ItemResult {
  readonly itemId: string;
  readonly passed: boolean;
  readonly reason: string | null;
}

/** 登记项目评估结果: of one item; the last of them decides how the application goes on (AGY-019, AGY-020). */
export async function recordProjectAssessment(
  acting: Acting,
  on: OnApplication,
  result: ItemResult,
): Promise<ApplicationActOutcome> {
  const { store, now } = acting;
  const change = (application: Application) => projectChange(withResult(application, result, acting), now);
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'recordProjectAssessment',
      payload: result,
      reason: result.reason,
      facts: async (application, session) => countOthers(store, application, now, session),
      judge: (application, counts) => [
        judgeItemResult(application, result.itemId, dayAt(now)),
        ...remarksOn(application, change(application), counts, now),
      ],
      next: (application) => change(application),
    }),
  );
}

function withResult(
  { items }: Application,
  { itemId, passed }: ItemResult,
  { caller, now }: Acting,
): readonly SubmittedItem[] {
  const decided = { status: passed ? 'PASSED' : 'FAILED', decidedAt: now, decidedBy: caller.subject } as const;
  return items.map((item) => (item.itemId === itemId ? { ...item, ...decided } : item));
}
