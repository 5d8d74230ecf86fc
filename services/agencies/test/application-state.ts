import { dayAt } from '@shanghai/kernel';
import type { AgencyAssessment, Application, SubmittedItem } from '../dist/application/application.js';
import { projectDueOn } from '../dist/application/assessment-rules.js';
import { publicityOf } from '../dist/application/publicity-rules.js';
import { instant, listed } from './application-facts.js';

/** 咖啡师 as submitted in 2025-03, undecided. */
export function submittedItem(changed: Partial<SubmittedItem> = {}): SubmittedItem {
  const { itemId, lineageIds, fullName, code } = listed('2025-03');
  return {
    itemId,
    lineageIds,
    fullName,
    code,
    source: 'CATALOGUE',
    levels: [5, 4, 3],
    topGrades: [],
    standardKind: 'NATIONAL',
    status: 'PENDING',
    decidedAt: null,
    decidedBy: null,
    ...changed,
  };
}

/** An agency assessment that was passed on a day. */
export function passed(on: string, changed: Partial<AgencyAssessment> = {}): AgencyAssessment {
  return {
    methods: [{ kind: 'SITE_VISIT', text: null }],
    panel: [{ expertNo: 'E-1', employer: '示例大学', relatedTo: [] }],
    startedAt: instant(on),
    result: 'PASSED',
    decidedAt: instant(on),
    decidedBy: 'officer-1',
    ...changed,
  };
}

/** What rules look at of an application after its submission. */
export type ApplicationState = Pick<
  Application,
  | 'route'
  | 'status'
  | 'items'
  | 'assessment'
  | 'projectDueOn'
  | 'publicity'
  | 'objections'
  | 'submittedAt'
  | 'exceptions'
>;

/** An application in project assessment since a day. */
export function inProjectAssessment(since: string, changed: Partial<ApplicationState> = {}): ApplicationState {
  return {
    route: 'SOCIAL',
    status: 'PROJECT_ASSESSMENT',
    items: [submittedItem()],
    assessment: passed(since),
    projectDueOn: projectDueOn(dayAt(instant(since))),
    publicity: null,
    objections: [],
    submittedAt: instant('2025-03-26'),
    exceptions: [],
    ...changed,
  };
}

/** An application that was publicised on a day, with its only item passed. */
export function inPublicity(publishedOn: string, changed: Partial<ApplicationState> = {}): ApplicationState {
  const publishedAt = instant(publishedOn);
  const count = publicityOf(dayAt(publishedAt));
  return {
    ...inProjectAssessment('2025-04-15'),
    status: 'PUBLICITY',
    items: [submittedItem({ status: 'PASSED' })],
    publicity: { publishedAt, endsOn: count.determined ? count.lastDay : null },
    ...changed,
  };
}
