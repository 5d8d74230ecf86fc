import { badUserInput } from '@shanghai/platform';
import { acceptApplication } from '../application/acts/accept-application.js';
import { chooseRoute } from '../application/acts/choose-route.js';
import { consentToApplication } from '../application/acts/consent-to-application.js';
import { consentToFiling } from '../application/acts/consent-to-filing.js';
import { dismissObjection, upholdObjection } from '../application/acts/decide-objection.js';
import { failTechnicalAssessment, passTechnicalAssessment } from '../application/acts/decide-technical-assessment.js';
import { draftApplication } from '../application/acts/draft-application.js';
import { failAgencyAssessment } from '../application/acts/fail-agency-assessment.js';
import { fileApplication } from '../application/acts/file-application.js';
import { givePreliminaryOpinion } from '../application/acts/give-preliminary-opinion.js';
import { issueReceipt } from '../application/acts/issue-receipt.js';
import { passAgencyAssessment } from '../application/acts/pass-agency-assessment.js';
import { passCentreReview } from '../application/acts/pass-centre-review.js';
import { permitBeyondCap } from '../application/acts/permit-beyond-cap.js';
import { preauthoriseApplication } from '../application/acts/preauthorise-application.js';
import { raiseObjection } from '../application/acts/raise-objection.js';
import { recommendApplication } from '../application/acts/recommend-application.js';
import { recommendSites } from '../application/acts/recommend-sites.js';
import { recordProjectAssessment } from '../application/acts/record-project-assessment.js';
import { refuseApplication } from '../application/acts/refuse-application.js';
import { refuseConsent } from '../application/acts/refuse-consent.js';
import { rejectFalseMaterial } from '../application/acts/reject-false-material.js';
import { reportToCentre } from '../application/acts/report-to-centre.js';
import { reviseApplication } from '../application/acts/revise-application.js';
import { startAgencyAssessment } from '../application/acts/start-agency-assessment.js';
import { startTechnicalAssessment } from '../application/acts/start-technical-assessment.js';
import { submitApplication } from '../application/acts/submit-application.js';
import { withdrawApplication } from '../application/acts/withdraw-application.js';
import { type ContactOf, unmaskContact } from '../application/unmask-contact.js';
import type { AssessmentMethod, PanelMember } from '../application/application.js';
import type {
  AssessmentMethodInput,
  ContactRole,
  MutationResolvers,
  PanelMemberInput,
} from '../generated/resolvers.js';
import { openSelectionRound } from '../round/open-selection-round.js';
import { rosterMutations } from './roster-mutation.js';
import { formOf, shortList } from './application-form-input.js';
import { filingMutations } from './filing-mutation.js';
import { siteMutations } from './site-mutation.js';
import { given } from './given.js';
import { retentionMutations } from './material-record.js';
import { bankMutations } from './question-bank.js';
import { commitmentMutations } from './signed-document.js';
import { planMutations } from './evaluation-plan.js';
import { registerMutations } from './registered-person.js';

const MOST = { items: 50, sites: 100, panel: 20, methods: 10, relations: 20, notices: 10, scope: 1000 } as const;

export const Mutation: MutationResolvers = {
  openSelectionRound: async (_parent, { round, scopeItemIds, supplementaryNotices, idempotencyKey }, context) =>
    openSelectionRound(context, {
      month: round,
      scopeItemIds: scopeItemIds == null ? null : shortList('scopeItemIds', scopeItemIds, MOST.scope),
      supplementaryNotices: shortList('supplementaryNotices', supplementaryNotices ?? [], MOST.notices),
      idempotencyKey,
    }),
  draftApplication: async (_parent, { form, route, idempotencyKey }, context) =>
    draftApplication(context, { form: formOf(form), route, idempotencyKey }),
  reviseApplication: async (_parent, { form, ...on }, context) => reviseApplication(context, on, formOf(form)),
  recommendApplication: async (_parent, { itemNames, letterNo, dutiesParagraph, sealedOn, ...on }, context) =>
    recommendApplication(context, on, {
      itemNames: shortList('itemNames', itemNames, MOST.items),
      letterNo: letterNo ?? null,
      dutiesParagraph: dutiesParagraph ?? null,
      sealedOn,
    }),
  recommendSites: async (_parent, { siteNames, ...on }, context) =>
    recommendSites(context, on, shortList('siteNames', siteNames, MOST.sites)),
  preauthoriseApplication: async (_parent, on, context) => preauthoriseApplication(context, on),
  permitBeyondCap: async (_parent, { itemName, reason, ...on }, context) =>
    permitBeyondCap(context, on, { itemName, reason: given('reason', reason) }),
  submitApplication: async (_parent, on, context) => submitApplication(context, on),
  acceptApplication: async (_parent, on, context) => acceptApplication(context, on),
  refuseApplication: async (_parent, { reason, ...on }, context) =>
    refuseApplication(context, on, given('reason', reason)),
  startAgencyAssessment: async (_parent, { methods, panel, ...on }, context) =>
    startAgencyAssessment(context, on, { methods: methodsOf(methods), panel: panelOf(panel) }),
  passAgencyAssessment: async (_parent, on, context) => passAgencyAssessment(context, on),
  failAgencyAssessment: async (_parent, { reason, ...on }, context) =>
    failAgencyAssessment(context, on, given('reason', reason)),
  recordProjectAssessment: async (_parent, { itemId, passed, reason, ...on }, context) =>
    recordProjectAssessment(context, on, {
      itemId,
      passed,
      reason: passed ? (reason ?? null) : given('reason', reason),
    }),
  consentToFiling: async (_parent, on, context) => consentToFiling(context, on),
  refuseConsent: async (_parent, { reason, ...on }, context) => refuseConsent(context, on, given('reason', reason)),
  raiseObjection: async (_parent, { id, text, contact, idempotencyKey }, context) => {
    const raised = { id, text: given('text', text), contact: given('contact', contact), idempotencyKey };
    const outcome = await raiseObjection(context, raised);
    if ('refusals' in outcome) return outcome;
    return { no: outcome.application.objections.length, notice: outcome.application };
  },
  dismissObjection: async (_parent, { objectionNo, reason, ...on }, context) =>
    dismissObjection(context, on, { objectionNo, reason: given('reason', reason) }),
  upholdObjection: async (_parent, { objectionNo, reason, ...on }, context) =>
    upholdObjection(context, on, { objectionNo, reason: given('reason', reason) }),
  issueReceipt: async (_parent, { receiptNo, ...on }, context) => issueReceipt(context, on, receiptNo.trim()),
  withdrawApplication: async (_parent, { reason, ...on }, context) => withdrawApplication(context, on, reason ?? null),
  rejectFalseMaterial: async (_parent, { reason, ...on }, context) =>
    rejectFalseMaterial(context, on, given('reason', reason)),
  ...filingMutations,
  ...bankMutations,
  ...retentionMutations,
  ...commitmentMutations,
  ...planMutations,
  ...registerMutations,
  ...siteMutations,
  ...rosterMutations,
  chooseRoute: async (_parent, { route, reason, ...on }, context) =>
    chooseRoute(context, on, { route, reason: given('reason', reason) }),
  consentToApplication: async (_parent, on, context) => consentToApplication(context, on),
  startTechnicalAssessment: async (_parent, { methods, panel, ...on }, context) =>
    startTechnicalAssessment(context, on, { methods: methodsOf(methods), panel: panelOf(panel) }),
  passTechnicalAssessment: async (_parent, on, context) => passTechnicalAssessment(context, on),
  failTechnicalAssessment: async (_parent, { reason, ...on }, context) =>
    failTechnicalAssessment(context, on, given('reason', reason)),
  givePreliminaryOpinion: async (_parent, { favourable, text, ...on }, context) =>
    givePreliminaryOpinion(context, on, { favourable, text: given('text', text) }),
  passCentreReview: async (_parent, { panel, ...on }, context) => passCentreReview(context, on, panelOf(panel)),
  fileApplication: async (_parent, on, context) => fileApplication(context, on),
  reportToCentre: async (_parent, on, context) => reportToCentre(context, on),
  unmaskContact: async (_parent, { of, objectionNo, ...asked }, context) =>
    unmaskContact(context, { ...asked, of: contactOf(of, objectionNo) }),
};

function methodsOf(methods: readonly AssessmentMethodInput[]): readonly AssessmentMethod[] {
  return shortList('methods', methods, MOST.methods).map(({ kind, text }) => ({ kind, text: text ?? null }));
}

function panelOf(panel: readonly PanelMemberInput[]): readonly PanelMember[] {
  return shortList('panel', panel, MOST.panel).map(({ relatedTo = [], ...member }) => ({
    ...member,
    relatedTo: shortList('panel.relatedTo', relatedTo, MOST.relations),
  }));
}

function contactOf(role: ContactRole, objectionNo: number | null | undefined): ContactOf {
  if (role !== 'OBJECTOR')
    return { HEAD: 'head', EXECUTIVE_HEAD: 'executiveHead', LIAISON: 'liaison' }[role] as ContactOf;
  if (objectionNo == null) throw badUserInput('which objection is needed', { argument: 'objectionNo' });
  return { objectionNo };
}
