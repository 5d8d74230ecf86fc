import { type LevelNumber, levelNumber } from '@shanghai/kernel';
import { approveRenewal } from '../filing/acts/approve-renewal.js';
import { completeWrapUpTask } from '../filing/acts/complete-wrap-up-task.js';
import { confirmTermination } from '../filing/acts/confirm-termination.js';
import { decideAdjustment } from '../filing/acts/decide-adjustment.js';
import { publishFiling } from '../filing/acts/publish-filing.js';
import { recordAutomaticTermination } from '../filing/acts/record-automatic-termination.js';
import { recordExpiryEvaluation } from '../filing/acts/record-expiry-evaluation.js';
import { recordItemNotEvaluable } from '../filing/acts/record-item-not-evaluable.js';
import { recordItemTermination } from '../filing/acts/record-item-termination.js';
import { recordSubjectExtinct } from '../filing/acts/record-subject-extinct.js';
import { refuseRenewal } from '../filing/acts/refuse-renewal.js';
import { reportToNationalCentre } from '../filing/acts/report-to-national-centre.js';
import { requestAdjustment } from '../filing/acts/request-adjustment.js';
import { requestRenewal } from '../filing/acts/request-renewal.js';
import { requestTermination } from '../filing/acts/request-termination.js';
import type { AddedItem, RemovedItem } from '../filing/filing-record.js';
import type { FilingAdditionInput, FilingRemovalInput, MutationResolvers } from '../generated/resolvers.js';
import { itemOf, shortList } from './application-form-input.js';
import { given, textOf } from './given.js';

const MOST_ITEMS = 50;
const MOST_LEVELS = 5;

/** The acts of machine 3. */
export const filingMutations: MutationResolvers = {
  reportToNationalCentre: async (_parent, { reference, ...on }, context) =>
    reportToNationalCentre(context, on, reference ?? null),
  publishFiling: async (_parent, { channel, ...on }, context) => publishFiling(context, on, given('channel', channel)),
  requestRenewal: async (_parent, on, context) => requestRenewal(context, on),
  approveRenewal: async (_parent, { reason, ...on }, context) => approveRenewal(context, on, textOf(reason)),
  refuseRenewal: async (_parent, { reason, ...on }, context) => refuseRenewal(context, on, given('reason', reason)),
  recordExpiryEvaluation: async (_parent, { result, publishedOn, ...on }, context) =>
    recordExpiryEvaluation(context, on, { result: given('result', result), publishedOn: publishedOn ?? null }),
  requestAdjustment: async (_parent, { additions, removals, reason, ...on }, context) =>
    requestAdjustment(context, on, {
      additions: shortList('additions', additions, MOST_ITEMS).map(additionOf),
      removals: shortList('removals', removals, MOST_ITEMS).map(removalOf),
      reason: given('reason', reason),
    }),
  decideAdjustment: async (_parent, { no, approved, beyondCap, reason, ...on }, context) =>
    decideAdjustment(context, on, {
      ...{ no, approved, beyondCap },
      reason: approved && !beyondCap ? textOf(reason) : given('reason', reason),
    }),
  recordItemNotEvaluable: async (_parent, { filedItemId, basisDocument, dueOn, ...on }, context) =>
    recordItemNotEvaluable(context, on, { filedItemId, basisDocument: given('basisDocument', basisDocument), dueOn }),
  recordItemTermination: async (_parent, { filedItemId, ...on }, context) =>
    recordItemTermination(context, on, filedItemId),
  recordSubjectExtinct: async (_parent, { status, text, evidence, ...on }, context) =>
    recordSubjectExtinct(context, on, { status, text: textOf(text), evidence: given('evidence', evidence) }),
  recordAutomaticTermination: async (_parent, { reason, text, ...on }, context) =>
    recordAutomaticTermination(context, on, {
      reason,
      text: reason === 'OTHER' ? given('text', text) : textOf(text),
    }),
  requestTermination: async (_parent, { reason, ...on }, context) =>
    requestTermination(context, on, given('reason', reason)),
  confirmTermination: async (_parent, on, context) => confirmTermination(context, on),
  completeWrapUpTask: async (_parent, { task, filedItemId, report, ...on }, context) =>
    completeWrapUpTask(context, on, { kind: task, filedItemId: filedItemId ?? null, report: given('report', report) }),
};

function additionOf({ standardKind, mappingId, ...item }: FilingAdditionInput): AddedItem {
  return { ...itemOf(item), standardKind: standardKind ?? null, mappingId: mappingId ?? null };
}

/** The levels above level one are filed for nothing, and given up by nobody. */
function removalOf({ filedItemId, levels = [] }: FilingRemovalInput): RemovedItem {
  const numbers = shortList('removals.levels', levels, MOST_LEVELS).map(levelNumber);
  return { filedItemId, levels: numbers.filter((level): level is LevelNumber => level !== null) };
}
