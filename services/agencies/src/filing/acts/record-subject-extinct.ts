import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import type { SubjectStatus } from '../filing-record.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { judgeExtinct, terminated } from '../termination-rules.js';

/** 主体灭失: bankrupt, closed, deregistered or gone otherwise, with the evidence of it (FIL-007). */
export async function recordSubjectExtinct(
  acting: Acting,
  on: OnFiling,
  found: { readonly status: SubjectStatus; readonly text: string | null; readonly evidence: string },
): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'recordSubjectExtinct',
      payload: found,
      reason: found.evidence,
      judge: ({ filing }) => judgeExtinct(filing, found),
      next: ({ filing }) => {
        const end = { kind: 'AUTOMATIC', reason: 'SUBJECT_EXTINCT', effectiveOn: today } as const;
        const { facts, wrapUp } = terminated(filing, end, today);
        const { status: subjectStatus, evidence, text } = found;
        return { facts, record: { wrapUp, terminationBasis: { subjectStatus, evidence, text } } };
      },
    }),
  );
}
