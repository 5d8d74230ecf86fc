import {
  type RowsOfFile,
  type RuleHome,
  answered,
  carriedOut,
  homesInFiles,
  homesInMachine,
  mergeHomes,
} from '@shanghai/kernel';
import * as inspectionMachine from './inspection/inspection-machine.js';
import * as inspectionGroundRules from './inspection/inspection-ground-rules.js';
import * as assessmentGroundRules from './assessment/assessment-ground-rules.js';
import * as assessmentMachine from './assessment/assessment-machine.js';
import * as caseMachine from './case/case-machine.js';
import * as caseMatterRules from './case/case-matter-rules.js';
import * as caseScopeRules from './case/case-scope-rules.js';
import * as decidingAuthorityRules from './case/deciding-authority-rules.js';
import * as standingRules from './subject/standing-rules.js';
import * as gradeStandingRules from './grade/grade-standing-rules.js';
import * as inspectionRules from './inspection/inspection-rules.js';
import * as supervisionDuties from './territory/supervision-duties.js';
import * as territorialLimbs from './territory/territorial-limbs.js';
import * as tierRules from './violation/tier-rules.js';

const SOURCE = 'services/supervision/src';

/** The files whose rows refuse or remark. A new one is an import and a line. */
const enforcing: readonly RowsOfFile[] = [
  [`${SOURCE}/inspection/inspection-machine.ts`, inspectionMachine],
  [`${SOURCE}/inspection/inspection-ground-rules.ts`, inspectionGroundRules],
  [`${SOURCE}/assessment/assessment-ground-rules.ts`, assessmentGroundRules],
  [`${SOURCE}/case/case-machine.ts`, caseMachine],
  [`${SOURCE}/case/case-matter-rules.ts`, caseMatterRules],
  [`${SOURCE}/case/case-scope-rules.ts`, caseScopeRules],
  [`${SOURCE}/case/deciding-authority-rules.ts`, decidingAuthorityRules],
  [`${SOURCE}/subject/standing-rules.ts`, standingRules],
  [`${SOURCE}/grade/grade-standing-rules.ts`, gradeStandingRules],
];

/** The files whose rows answer a question. */
const answering: readonly RowsOfFile[] = [
  [`${SOURCE}/inspection/inspection-rules.ts`, inspectionRules],
  [`${SOURCE}/territory/supervision-duties.ts`, supervisionDuties],
  [`${SOURCE}/territory/territorial-limbs.ts`, territorialLimbs],
  [`${SOURCE}/violation/tier-rules.ts`, tierRules],
];

/** What this service does about the ledger: derived from its rows, and said where a rule has none. */
export const enforcedRules: readonly RuleHome[] = mergeHomes([
  ...homesInFiles('ENFORCED', enforcing),
  ...homesInFiles('QUERYABLE', answering),
  ...homesInMachine(caseMachine.caseTransitions),
  ...homesInMachine(assessmentMachine.assessmentTransitions),
  ...homesInMachine(inspectionMachine.inspectionTransitions),
  // Their rows stand inside functions.
  ...carriedOut(['SPV-003', 'SPV-004', 'SPV-007'], `${SOURCE}/inspection/plan-rules.ts`),
  ...carriedOut(['SPV-009', 'CMT-205'], `${SOURCE}/draw/draw-rules.ts`, `${SOURCE}/inspection/team-rules.ts`),
  ...carriedOut(['SPV-006', 'VIO-007', 'DIS-008'], `${SOURCE}/inspection/report-rules.ts`),
  ...carriedOut(['CRT-006', 'SYS-002'], `${SOURCE}/alert/perform-on-alert.ts`),
  ...carriedOut(['VIO-010'], `${SOURCE}/case/archive-rules.ts`),
  ...carriedOut(['VIO-001', 'VIO-002'], `${SOURCE}/case/case-step-rules.ts`),
  ...carriedOut(['VIO-001'], `${SOURCE}/case/case-subject-rules.ts`),
  ...carriedOut(['VIO-003', 'VIO-007', 'VIO-009'], `${SOURCE}/case/decision-rules.ts`),
  ...carriedOut(['VIO-006'], `${SOURCE}/case/outcome-rules.ts`),
  ...carriedOut(['VIO-005'], `${SOURCE}/case/revocation-rules.ts`),
  ...carriedOut(['VIO-004', 'VIO-008'], `${SOURCE}/case/transfer-rules.ts`),
  ...carriedOut(['VIO-006'], `${SOURCE}/restriction/restriction-rules.ts`),
  ...answered(['CRT-006', 'SYS-002'], 'Query.alerts', 'Query.alertRules'),
  ...answered(['SPV-001', 'SPV-002', 'SPV-004', 'SPV-005'], 'Query.supervisionDuties'),
  ...answered(['SPV-003'], 'EvaluationAgency.supervision', 'Query.supervisedSubjects'),
  ...answered(['DIS-008'], 'Query.publishedInspections', 'Query.publishedDraws'),
  ...answered(['SPV-006'], 'Query.inspectionTopics'),
  ...answered(['SPV-008', 'SPV-009'], 'Query.inspectionMethods', 'Query.inspectionKinds'),
  ...answered(['SPV-010'], 'Query.assessmentsDue', 'Query.annualAssessments', 'Query.assessmentResults'),
  ...answered(['SPV-011'], 'Query.supervisionGrade', 'SupervisedSubject.supervisionGrade', 'Query.inspectionsDue'),
  ...answered(['FIL-011'], 'Query.expiryEvaluationsDue'),
  ...answered(['DIS-007'], 'Query.publishedAssessments', 'Query.publishedEvaluations'),
  ...answered(['VIO-003'], 'Query.violationTiers'),
  ...answered(['VIO-001', 'VIO-003'], 'Query.caseOptions'),
  ...answered(['VIO-006'], 'Query.restrictions'),
  // What was published in numbers, and what certificate data show; their counts are those of the register of certificates.
  ...answered(['SPV-012'], 'Query.supervisionStatistics', 'Query.alertRules'),
  ...answered(['SPV-013'], 'Query.publishedInspections', 'Query.publishedAssessments', 'Query.publishedEvaluations'),
]);
