import type { Finding } from '@shanghai/kernel';
import { judgeWindows } from '../round/round-rules.js';
import { judgeApplicant } from './applicant-rules.js';
import { judgeCap } from './cap-rules.js';
import { judgeConditions } from './condition-rules.js';
import { judgeCredit } from './credit-rules.js';
import { judgeDeclaration } from './declaration-rules.js';
import { judgeFormFields } from './form-field-rules.js';
import { judgeItemForms } from './item-form-rules.js';
import { judgeScope } from './item-scope-rules.js';
import { judgeItemStandards } from './item-standard-rules.js';
import { judgeLocks } from './lock-rules.js';
import { judgeMaterialForms } from './material-form-rules.js';
import { judgeMaterials } from './material-rules.js';
import { judgeRecommendations } from './recommendation-rules.js';
import { judgeSeparateNotices } from './separate-notice-rules.js';
import { judgeSites } from './site-rules.js';
import type { SubmissionFacts } from './submission-facts.js';

/**
 * What every rule of a submission finds, all at once, in the order of the form. Nothing refuses when `refusalsOf` it is
 * empty. AGY-004, AGY-005 and AGY-008 are not among them: the notices leave them to the commitment and to the experts.
 */
export function judgeSubmission(facts: SubmissionFacts): readonly Finding[] {
  return [
    ...judgeWindows(facts),
    ...judgeApplicant(facts),
    ...judgeFormFields(facts),
    ...judgeCredit(facts),
    ...judgeLocks(facts),
    ...judgeConditions(facts),
    ...judgeItemForms(facts),
    ...judgeScope(facts),
    ...judgeItemStandards(facts),
    ...judgeCap(facts),
    ...judgeSites(facts),
    ...judgeRecommendations(facts),
    ...judgeMaterials(facts),
    ...judgeMaterialForms(facts),
    ...judgeDeclaration(facts),
    ...judgeSeparateNotices(facts),
  ];
}
