import { commitDraw } from '../draw/acts/commit-draw.js';
import { performDraw } from '../draw/acts/perform-draw.js';
import { replaceDrawnInspector } from '../draw/acts/replace-drawn-inspector.js';
import type { MutationResolvers } from '../generated/resolvers.js';
import { assignInspectionTeam } from '../inspection/acts/assign-inspection-team.js';
import { cancelInspection, closeInspection, publishInspectionResult } from '../inspection/acts/close-inspection.js';
import { drawInspection } from '../inspection/acts/draw-inspection.js';
import { finishInspection } from '../inspection/acts/finish-inspection.js';
import {
  acceptInspectionRectification,
  orderInspectionRectification,
  rejectInspectionRectification,
} from '../inspection/acts/order-inspection-rectification.js';
import { planInspection } from '../inspection/acts/plan-inspection.js';
import { recordInspectionFinding } from '../inspection/acts/record-inspection-finding.js';
import { startInspection } from '../inspection/acts/start-inspection.js';
import { closeInspectionCase, suggestInspectionCase } from '../inspection/acts/suggest-inspection-case.js';
import { assessmentMutations } from './assessment-root.js';
import { alertMutations } from './alert.js';
import { caseMutations } from './case-mutation.js';
import { given } from './given.js';
import { drawnOf, evidenceOf, findingOf, planOf, teamOf } from './inspection-input.js';

export const Mutation = {
  planInspection: async (_root, { plan, idempotencyKey }, context) =>
    planInspection(context, { ...planOf(plan), idempotencyKey }),
  assignInspectionTeam: async (_root, { team, ...on }, context) => assignInspectionTeam(context, on, teamOf(team)),
  drawInspection: async (_root, { drawId, ...on }, context) => drawInspection(context, on, drawId),
  startInspection: async (_root, on, context) => startInspection(context, on),
  recordInspectionFinding: async (_root, { finding, ...on }, context) =>
    recordInspectionFinding(context, on, findingOf(finding)),
  finishInspection: async (_root, { result, summary, ...on }, context) =>
    finishInspection(context, on, { result, summary }),
  closeInspection: async (_root, on, context) => closeInspection(context, on),
  orderInspectionRectification: async (_root, { tier, text, dueOn, ...on }, context) =>
    orderInspectionRectification(context, on, { tier, text, dueOn: dueOn ?? null }),
  suggestInspectionCase: async (_root, { opinion, ...on }, context) =>
    suggestInspectionCase(context, on, given('opinion', opinion)),
  acceptInspectionRectification: async (_root, { evidence, ...on }, context) =>
    acceptInspectionRectification(context, on, evidenceOf('evidence', evidence)),
  rejectInspectionRectification: async (_root, { reason, dueOn, ...on }, context) =>
    rejectInspectionRectification(context, on, { reason: given('reason', reason), dueOn: dueOn ?? null }),
  closeInspectionCase: async (_root, { caseId, ...on }, context) => closeInspectionCase(context, on, caseId),
  cancelInspection: async (_root, { reason, ...on }, context) => cancelInspection(context, on, given('reason', reason)),
  publishInspectionResult: async (_root, on, context) => publishInspectionResult(context, on),
  commitDraw: async (_root, { draw, idempotencyKey }, context) =>
    commitDraw(context, { ...drawnOf(draw, context.today), idempotencyKey }),
  performDraw: async (_root, on, context) => performDraw(context, on),
  replaceDrawnInspector: async (_root, { entryId, inspectorNo, reason, ...on }, context) =>
    replaceDrawnInspector(context, on, { entryId, inspectorNo, reason: given('reason', reason) }),
  ...assessmentMutations,
  ...alertMutations,
  ...caseMutations,
} satisfies MutationResolvers;
