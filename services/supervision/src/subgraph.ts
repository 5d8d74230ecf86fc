import { rulesStated } from '@shanghai/kernel';
import { type Subgraph, stateToOthers, tellRefusals } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { createAssessmentIndexes } from './assessment/assessment-store.js';
import { createAlertRuns } from './alert/alert-run-store.js';
import { createAlertIndexes } from './alert/alert-store.js';
import { createCertificateCountIndexes } from './alert/certificate-count-store.js';
import { evaluateAlerts } from './alert/evaluate-alerts.js';
import { createPlanDayIndexes } from './alert/plan-day-store.js';
import { createMaterialDayIndexes } from './alert/material-day-store.js';
import { createRosterPeopleIndexes } from './alert/roster-people-store.js';
import { createRunningAssessmentIndexes } from './alert/running-assessment-store.js';
import { takeAgencyFacts } from './alert/take-agency-facts.js';
import { takeAlerts } from './alert/take-alerts.js';
import { passRectificationsDue } from './case/acts/pass-rectification-due.js';
import { tellMissingEffects } from './case/acts/tell-missing-effect.js';
import { createCaseIndexes } from './case/case-store.js';
import { takeEffects } from './case/take-effects.js';
import { type Context, createContext } from './context.js';
import { createChangeIndexes } from './feed/change-store.js';
import { takeChanges } from './feed/take-changes.js';
import { createDrawIndexes } from './draw/draw-store.js';
import { tellOverdueRectifications } from './inspection/acts/order-inspection-rectification.js';
import { createInspectionIndexes } from './inspection/inspection-store.js';
import { takeEndedCases } from './inspection/take-ended-cases.js';
import { enforcedRules } from './enforced-rules.js';
import { createGradeIndexes } from './grade/grade-store.js';
import { takeGradeFacts } from './grade/take-grade-facts.js';
import { resolvers } from './resolvers/index.js';
import { createRestrictionIndexes } from './restriction/restriction-store.js';
import { createSubjectIndexes } from './subject/subject-store.js';
import { takeSubjects } from './subject/take-subjects.js';
import { fillTallies } from './tally/fill-tallies-store.js';
import { createTallyIndexes } from './tally/tally-store.js';
import { loadViolationLists } from './violation-list/load-violation-lists.js';

/** Who supervises whom, how, and what a violation leads to. */
export const supervision: Subgraph<Context> = {
  name: 'supervision',
  typeDefs: subgraphTypeDefs('supervision'),
  resolvers,
  prepare: async (store, { clock }) => {
    await createSubjectIndexes(store);
    await createCaseIndexes(store);
    await createRestrictionIndexes(store);
    await createInspectionIndexes(store);
    await createDrawIndexes(store);
    await createChangeIndexes(store);
    await createAssessmentIndexes(store);
    await createAlertIndexes(store);
    await createAlertRuns(store);
    await createPlanDayIndexes(store);
    await createCertificateCountIndexes(store);
    await createRosterPeopleIndexes(store);
    await createMaterialDayIndexes(store);
    await createRunningAssessmentIndexes(store);
    await createGradeIndexes(store);
    await createTallyIndexes(store);
    await fillTallies(store);
    await stateToOthers(store, rulesStated(enforcedRules), clock.now());
    return loadViolationLists(store, clock);
  },
  createContext,
  clockwork: [tellRefusals, passRectificationsDue, tellMissingEffects, tellOverdueRectifications, evaluateAlerts],
  consumers: (store, services) => [
    takeSubjects(store),
    takeGradeFacts(store),
    takeEffects(store, services),
    takeEndedCases(store, services),
    takeChanges(store),
    takeAlerts(store, services),
    takeAgencyFacts(store, services),
  ],
};
