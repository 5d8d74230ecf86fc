import type { LedgerId, Role } from '@shanghai/kernel';
import type { RecommendationStatus } from './recommendation.js';

/** Who brings a transition about: a role, or the clock. PUBLIC is anyone. */
export type Actor = Role | 'SYSTEM';

/** What can happen to a recommendation: each is a mutation of the same name. */
export type RecommendationAct =
  | 'draftRecommendation'
  | 'reviseRecommendation'
  | 'submitRecommendation'
  | 'withdrawRecommendation'
  | 'refuseRecommendation'
  | 'startExpertEvaluation'
  | 'failExpertEvaluation'
  | 'passExpertEvaluation'
  | 'objectToRecommendation'
  | 'dismissRecommendationObjection'
  | 'upholdRecommendationObjection'
  | 'listRecommendation';

/** One row of machine 1. */
export interface Transition {
  readonly act: RecommendationAct;
  readonly by: readonly Actor[];
  /** Empty: it makes the recommendation. */
  readonly from: readonly RecommendationStatus[];
  readonly to: RecommendationStatus;
  /** The rules that guard it, by their ledger ids. */
  readonly guards: readonly LedgerId[];
}

/** Every status, in the order of the machine. */
export const recommendationStatuses: readonly RecommendationStatus[] = [
  'DRAFT',
  'SUBMITTED',
  'EXPERT_EVALUATION',
  'PUBLICITY',
  'LISTED',
  'NOT_SELECTED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
];

/** 推荐主体 (REC-001). */
const RECOMMENDERS: readonly Actor[] = ['INDUSTRY_AUTHORITY', 'DISTRICT_BUREAU'];

/** Machine 1, row by row. What is not in it is ILLEGAL_TRANSITION. */
export const transitions: readonly Transition[] = [
  row('draftRecommendation', RECOMMENDERS, [], 'DRAFT', ['REC-001']),
  // Not printed: a draft is mended until it is submitted.
  row('reviseRecommendation', RECOMMENDERS, ['DRAFT'], 'DRAFT', []),
  row('submitRecommendation', RECOMMENDERS, ['DRAFT'], 'SUBMITTED', [
    ...(['REC-003', 'REC-004', 'REC-006', 'REC-007', 'REC-008', 'REC-009', 'REC-010', 'REC-011', 'REC-012'] as const),
    ...(['REC-013', 'REC-014', 'CAT-003', 'CAT-005', 'CAT-009', 'CAT-010'] as const),
  ]),
  row('withdrawRecommendation', RECOMMENDERS, ['DRAFT', 'SUBMITTED'], 'WITHDRAWN', []),
  row('refuseRecommendation', ['CENTRE'], ['SUBMITTED'], 'NOT_ACCEPTED', []),
  row('startExpertEvaluation', ['CENTRE'], ['SUBMITTED'], 'EXPERT_EVALUATION', ['EXP-003', 'REC-015']),
  row('failExpertEvaluation', ['CENTRE'], ['EXPERT_EVALUATION'], 'NOT_SELECTED', []),
  row('passExpertEvaluation', ['CENTRE'], ['EXPERT_EVALUATION'], 'PUBLICITY', ['CAT-004', 'REC-015', 'REC-016']),
  row('objectToRecommendation', ['PUBLIC'], ['PUBLICITY'], 'PUBLICITY', ['REC-016']),
  row('dismissRecommendationObjection', ['CENTRE'], ['PUBLICITY'], 'PUBLICITY', ['REC-017']),
  row('upholdRecommendationObjection', ['CENTRE'], ['PUBLICITY'], 'EXPERT_EVALUATION', ['REC-017']),
  row('listRecommendation', ['CENTRE', 'SYSTEM'], ['PUBLICITY'], 'LISTED', ['REC-016', 'REC-017']),
];

/** The row of an act. */
export function transitionOf(act: RecommendationAct): Transition {
  return transitions.find((one) => one.act === act)!;
}

/** Whether the machine gives an act to a role, or to anyone. */
export function isGivenTo({ by }: Transition, role: string): boolean {
  return by.some((one) => one === 'PUBLIC' || one === role);
}

/** The acts that a role may do on a recommendation in a status. */
export function actsOpenTo(role: string, status: RecommendationStatus): readonly RecommendationAct[] {
  return transitions.filter((one) => isGivenTo(one, role) && one.from.includes(status)).map(({ act }) => act);
}

function row(
  act: RecommendationAct,
  by: readonly Actor[],
  from: readonly RecommendationStatus[],
  to: RecommendationStatus,
  guards: readonly LedgerId[],
): Transition {
  return { act, by, from, to, guards };
}
