import type { RecordStep } from '../record/record-step-rules.js';
import { commitmentRules } from '../comparison/commitment-rules.js';

/** Documents are signed, and nothing else ever happens to them. */
export const commitmentSteps: readonly RecordStep<'signCommitment', 'SIGNED'>[] = [
  {
    act: 'signCommitment',
    by: ['AGENCY'],
    from: [null],
    to: 'SIGNED',
    guards: ['STF-017'],
    clauses: commitmentRules[0].clauses,
  },
];
