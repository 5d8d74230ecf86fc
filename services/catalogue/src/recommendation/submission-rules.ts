import type { Finding } from '@shanghai/kernel';
import { judgeEligibility } from './eligibility-rules.js';
import { judgeForm } from './form-rules.js';
import { judgeIndustries } from './industry-rules.js';
import { judgeListed } from './listed-rules.js';
import { judgeMaterials } from './material-rules.js';
import type { SubmissionFacts } from './submission-facts.js';
import { judgeWindow } from './window-rules.js';

/**
 * What every rule of a submission finds, all at once, in the order of the form. Nothing refuses when `refusalsOf` it is empty.
 * REC-005 is not among them: whether an occupation is widely applicable is for the experts.
 */
export function judgeSubmission(facts: SubmissionFacts): readonly Finding[] {
  return [
    judgeWindow(facts),
    ...judgeForm(facts),
    ...judgeEligibility(facts),
    ...judgeIndustries(facts),
    ...judgeListed(facts),
    ...judgeMaterials(facts),
  ];
}
