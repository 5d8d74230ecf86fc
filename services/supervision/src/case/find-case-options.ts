import type { Day } from '@shanghai/kernel';
import type { Context } from '../context.js';
import { judgeStanding } from '../subject/standing-rules.js';
import { subjectStanding } from '../subject/subject-standing.js';
import { findSubjectsById, subjectsVisibleTo } from '../subject/subject-store.js';
import { openCasesOf } from './agency-cases.js';
import { caseAgencyOf } from './case-agency.js';
import { type DecisionOptions, optionsOf } from './case-option-rules.js';
import { bodyOf } from './perform-on-case.js';

/** What is stated of an act. */
export interface StatedFacts {
  readonly agencyId: string;
  readonly actOn: Day;
  readonly siteId: string | null;
  readonly filingId: string | null;
}

/** 处理选项 of an act, for who asks, on the day of asking. */
export interface CaseOptions extends Omit<DecisionOptions, 'open'> {
  readonly agencyId: string;
  readonly actOn: Day;
  readonly asOf: Day;
  readonly openCases: number;
  readonly undetermined: string | null;
}

/** What may be decided of an act, and by whom; null when the caller does not see the agency on that day or today. */
export async function findCaseOptions(
  { store, caller, today, lag }: Context,
  { agencyId, actOn, siteId, filingId }: StatedFacts,
): Promise<CaseOptions | null> {
  const visible = { $or: [actOn, today].map((on) => subjectsVisibleTo(caller, on)) };
  const [[subject], standing, [cases]] = await Promise.all([
    findSubjectsById(store, [agencyId], visible),
    subjectStanding(store, lag),
    openCasesOf({ store, caller }, [agencyId], today),
  ]);
  const agency = subject ? caseAgencyOf(subject) : null;
  if (!agency) return null;
  const { open, ...options } = optionsOf({ agency, siteId, filingId, actOn, on: today, by: bodyOf(caller) });
  const judged = judgeStanding(standing);
  const messages = [...(judged.verdict === 'PASS' ? [] : [judged.message]), ...open];
  return {
    ...options,
    ...{ agencyId, actOn, asOf: today },
    openCases: cases?.totalCount ?? 0,
    undetermined: messages.length === 0 ? null : messages.join('；'),
  };
}
