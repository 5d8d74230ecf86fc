import type { Finding } from '@shanghai/kernel';
import { judgeWindow } from '../round/round-rules.js';
import { judgeCap } from './cap-rules.js';
import { judgeItemForms } from './item-form-rules.js';
import { judgeScope } from './item-scope-rules.js';
import { judgeItemStandards } from './item-standard-rules.js';
import { judgeLocks } from './lock-rules.js';
import { judgeRecommendations } from './recommendation-rules.js';
import type { SubmissionFacts } from './submission-facts.js';

/**
 * What every rule of a submission finds, all at once, in the order of the form. Nothing refuses when `refusalsOf` it is
 * empty. AGY-004, AGY-005 and AGY-008 are not among them: the notices leave them to the commitment and to the experts.
 */
export function judgeSubmission(facts: SubmissionFacts): readonly Finding[] {
  return [
    judgeWindow(facts),
    ...judgeItemForms(facts),
    ...judgeScope(facts),
    ...judgeItemStandards(facts),
    ...judgeCap(facts),
    ...judgeRecommendations(facts),
    ...judgeLocks(facts),
  ];
}
