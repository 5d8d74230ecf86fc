import type { Day } from '@shanghai/kernel';
import type { DueEvaluation } from './due-evaluation.js';

/** 备案期满评估结果 as it was published (SPV-010, DIS-007): of which period, and what it came to. */
export interface PublishedEvaluation extends DueEvaluation {
  /** In Chinese, as the filing authority has published it. */
  readonly result: string;
  readonly publishedOn: Day;
}
