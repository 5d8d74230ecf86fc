import { type Finding, finding } from '@shanghai/kernel';
import { judgeCommitments } from '../comparison/commitment-rules.js';
import { judgeComparisonApplicant, judgeComparisonCredit } from '../comparison/comparison-applicant-rules.js';
import { judgeComparisonConditions } from '../comparison/comparison-condition-rules.js';
import { judgeComparisonItems } from '../comparison/comparison-item-rules.js';
import { judgePeople } from '../comparison/people-rules.js';
import { judgeConsents } from '../route/consent-rules.js';
import { judgeRegistration } from '../route/registration-rules.js';
import { judgeRouteItems, judgeStandardKinds, judgeTopGrades } from '../route/route-item-rules.js';
import { judgeRoute } from '../route/route-choice-rules.js';
import { routeRuleOf } from '../route/route-rules.js';
import { judgeWindows } from '../round/round-rules.js';
import { judgeApplicant } from './applicant-rules.js';
import type { ApplicationRoute } from './application-route.js';
import { judgeCap } from './cap-rules.js';
import { judgeConditions } from './condition-rules.js';
import { judgeCredit, judgeRestrictions } from './credit-rules.js';
import { judgeDeclaration } from './declaration-rules.js';
import { judgeFormFields } from './form-field-rules.js';
import { judgeItemCodes, judgeItemForms } from './item-form-rules.js';
import { judgeScope } from './item-scope-rules.js';
import { judgeFileables, judgeItemStandards, judgeStandards } from './item-standard-rules.js';
import { judgeLetters } from './letter-rules.js';
import { judgeLocks } from './lock-rules.js';
import { judgeMaterialForms } from './material-form-rules.js';
import { rowsOf } from './machines.js';
import { judgeMaterialList, judgeMaterials } from './material-rules.js';
import { judgeRecommendations } from './recommendation-rules.js';
import { judgeSeparateNotices } from './separate-notice-rules.js';
import { judgeSites } from './site-rules.js';
import type { SubmissionFacts } from './submission-facts.js';

type Judge = (facts: SubmissionFacts) => readonly Finding[];

/** 120号 三（一） asks for less than a selection: the consents, the registration, and what is to be evaluated by which standard. */
const routeJudges: readonly Judge[] = [
  (facts) => judgeRoute(facts.form, facts),
  judgeRegistration,
  judgeRestrictions,
  (facts) => judgeConsents(facts.form, facts),
  judgeRouteItems,
  judgeItemForms,
];

/** The rules of each route, in the order of its form. */
const judges: Readonly<Record<ApplicationRoute, readonly Judge[]>> = {
  SOCIAL: [
    judgeWindows,
    judgeApplicant,
    judgeFormFields,
    judgeCredit,
    judgeLocks,
    judgeConditions,
    judgeItemForms,
    judgeTopGrades,
    judgeScope,
    judgeItemStandards,
    judgeCap,
    judgeSites,
    judgeRecommendations,
    judgeLetters,
    judgeMaterials,
    judgeMaterialForms,
    judgeDeclaration,
    judgeSeparateNotices,
  ],
  MUNICIPAL_ENTERPRISE: [...routeJudges, judgeTopGrades, judgeStandardKinds, judgeFileables],
  DISTRICT_ENTERPRISE: [...routeJudges, judgeTopGrades, judgeStandardKinds, judgeFileables],
  COLLEGE: [...routeJudges, judgeTopGrades, judgeStandards, judgeFileables],
  COMPARISON: [
    judgeWindows,
    judgeComparisonApplicant,
    judgeFormFields,
    judgeComparisonCredit,
    judgeRestrictions,
    judgeComparisonConditions,
    judgeItemCodes,
    judgeTopGrades,
    judgeComparisonItems,
    judgeRecommendations,
    judgeLetters,
    judgeMaterialList,
    judgeMaterialForms,
    judgeDeclaration,
    judgePeople,
    judgeCommitments,
  ],
};

/**
 * What every rule of a submission by a route finds, all at once, in the order of the form; what machine 2 asks for and this
 * route does not is NOT_APPLICABLE. Nothing refuses when `refusalsOf` it is empty. AGY-004, AGY-005 and AGY-008 are not among
 * them: the notices leave them to the commitment and to the experts.
 */
export function judgeSubmission(facts: SubmissionFacts): readonly Finding[] {
  const found = judges[facts.route].flatMap((judge) => judge(facts));
  return [...found, ...notAskedOf(facts.route)];
}

/** What machine 2 asks for at a submission and the machine of the route does not. */
function notAskedOf(route: ApplicationRoute): readonly Finding[] {
  const guardsOf = (one: ApplicationRoute) => rowsOf('submitApplication', one).flatMap(({ guards }) => guards);
  const own = new Set(guardsOf(route));
  const { clauses, label } = routeRuleOf(route);
  return guardsOf('SOCIAL').flatMap((rule) =>
    own.has(rule)
      ? []
      : [finding({ rule, force: 'INFO', code: 'NOT_ASKED', clauses }, 'NOT_APPLICABLE', `${label}备案不适用本规则`)],
  );
}
