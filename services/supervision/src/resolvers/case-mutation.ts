import { acceptRectification } from '../case/acts/accept-rectification.js';
import { addCaseMaterial } from '../case/acts/add-case-material.js';
import { closeCase } from '../case/acts/close-case.js';
import { decideCase } from '../case/acts/decide-case.js';
import { decideOutcome } from '../case/acts/decide-outcome.js';
import { dismissCase } from '../case/acts/dismiss-case.js';
import { investigateCase } from '../case/acts/investigate-case.js';
import { proposeToCity } from '../case/acts/propose-to-city.js';
import { registerCase } from '../case/acts/register-case.js';
import { reopenCase } from '../case/acts/reopen-case.js';
import { returnToDistrict } from '../case/acts/return-to-district.js';
import { revokeCertificates } from '../case/acts/revoke-certificates.js';
import { settleRefusedEffect } from '../case/acts/settle-refused-effect.js';
import { transferAndDecide } from '../case/acts/transfer-and-decide.js';
import { type TransferMade, transferCase } from '../case/acts/transfer-case.js';
import { unmaskCasePerson } from '../case/unmask-case-person.js';
import { unmaskCaseSummary } from '../case/unmask-case-summary.js';
import type { CaseTransferInput, MutationResolvers } from '../generated/resolvers.js';
import { liftRestriction } from '../restriction/lift-restriction.js';
import { clueOf, decisionOf, materialsOf, outcomeOf } from './case-input.js';
import { given, shortList, textOf } from './given.js';

const MOST_CERTIFICATES = 100;
const MOST_MEASURES = 7;

/** The acts of machine 5. */
export const caseMutations = {
  registerCase: async (_parent, { clue, idempotencyKey }, context) =>
    registerCase(context, clueOf(clue), idempotencyKey),
  investigateCase: async (_parent, { materials, ...on }, context) =>
    investigateCase(context, on, materialsOf('materials', materials)),
  dismissCase: async (_parent, { reason, ...on }, context) => dismissCase(context, on, given('reason', reason)),
  decideCase: async (_parent, { decision, ...on }, context) => decideCase(context, on, decisionOf(decision)),
  proposeToCity: async (_parent, { tier, measures, opinion, ...on }, context) =>
    proposeToCity(context, on, {
      tier,
      measures: [...new Set(shortList('measures', measures, MOST_MEASURES))],
      opinion: given('opinion', opinion),
    }),
  returnToDistrict: async (_parent, { reason, ...on }, context) =>
    returnToDistrict(context, on, given('reason', reason)),
  decideOutcome: async (_parent, { decision, ...on }, context) => decideOutcome(context, on, outcomeOf(decision)),
  transferAndDecide: async (_parent, { transfer, ...on }, context) =>
    transferAndDecide(context, on, transferOf(transfer)),
  transferCase: async (_parent, { transfer, ...on }, context) => transferCase(context, on, transferOf(transfer)),
  revokeCertificates: async (_parent, { certificateIds, reason, filingId, ...on }, context) =>
    revokeCertificates(context, on, {
      certificateIds: shortList('certificateIds', certificateIds, MOST_CERTIFICATES),
      reason,
      filingId: textOf(filingId),
    }),
  settleRefusedEffect: async (_parent, { effectId, again, reason, ...on }, context) =>
    settleRefusedEffect(context, on, { effectId, again, reason: given('reason', reason) }),
  acceptRectification: async (_parent, { report, ...on }, context) =>
    acceptRectification(context, on, given('report', report)),
  addCaseMaterial: async (_parent, { materials, ...on }, context) =>
    addCaseMaterial(context, on, materialsOf('materials', materials)),
  closeCase: async (_parent, on, context) => closeCase(context, on),
  reopenCase: async (_parent, { reason, materials, ...on }, context) =>
    reopenCase(context, on, { reason: given('reason', reason), materials: materialsOf('materials', materials) }),
  liftRestriction: async (_parent, { reason, ...on }, context) => liftRestriction(context, on, given('reason', reason)),
  unmaskCasePerson: async (_parent, asked, context) => unmaskCasePerson(context, asked),
  unmaskCaseSummary: async (_parent, asked, context) => unmaskCaseSummary(context, asked),
} satisfies MutationResolvers;

/** Blanks stay: the rule tells of them with its clause. */
function transferOf({ toAuthority, reference, reason }: CaseTransferInput): TransferMade {
  return { toAuthority, reference, reason: given('transfer.reason', reason) };
}
