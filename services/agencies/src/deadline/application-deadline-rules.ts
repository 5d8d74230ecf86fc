import { type Day, dayAt, ruleOnOrFirst } from '@shanghai/kernel';
import type { Application, StoredApplication } from '../application/application.js';
import { projectAssessmentRules } from '../application/assessment-rules.js';
import { publicityOf, publicityTermOf } from '../application/publicity-rules.js';
import type { Deadline } from './deadline.js';

/** What an application's deadlines follow from. */
export type DeadlineFacts = Pick<Application, 'route' | 'status' | 'assessment' | 'projectDueOn' | 'publicity'>;

/**
 * What falls due for an application on a day or after it, as its state has it: the end of project assessment (AGY-019) or of
 * publicity (AGY-023). Where the calendar does not reach there is no day to tell.
 */
export function deadlinesOfState(facts: DeadlineFacts, asOf: Day): readonly Deadline[] {
  const due = projectAssessmentDue(facts) ?? publicityEnds(facts);
  return due && due.countedFrom <= asOf && asOf <= due.on ? [due] : [];
}

/** The deadlines of a stored application, each with the application. */
export function deadlinesOfApplication(application: StoredApplication, asOf: Day): readonly Deadline[] {
  return deadlinesOfState(application, asOf).map((deadline) => ({ ...deadline, application }));
}

function projectAssessmentDue({ status, assessment, projectDueOn: on }: DeadlineFacts): Deadline | null {
  if (status !== 'PROJECT_ASSESSMENT' || on === null || !assessment?.decidedAt) return null;
  const countedFrom = dayAt(assessment.decidedAt);
  const { rule, clauses } = ruleOnOrFirst(projectAssessmentRules, countedFrom);
  return {
    kind: 'PROJECT_ASSESSMENT_DUE',
    on,
    rule,
    countedFrom,
    passedDays: [],
    explanation: `机构评估于${countedFrom}通过（当日不计入），3个月内完成项目评估，至${on}24时止，逾期未完成的视作放弃申报`,
    clauses,
  };
}

function publicityEnds({ route, status, publicity }: DeadlineFacts): Deadline | null {
  if (status !== 'PUBLICITY' || !publicity) return null;
  const countedFrom = dayAt(publicity.publishedAt);
  const count = publicityOf(countedFrom);
  if (!count.determined) return null;
  const { rule, clauses, workingDays } = publicityTermOf(route, countedFrom);
  return {
    kind: 'PUBLICITY_ENDS',
    on: count.lastDay,
    rule,
    countedFrom,
    passedDays: count.trace,
    explanation: `${countedFrom}公示（当日不计入），公示期${workingDays}个工作日，至${count.lastDay}24时止，次日起可出具备案回执`,
    clauses,
  };
}
