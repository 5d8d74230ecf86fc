export type { Agency, AgencyNature, AgencyType, SiteStay } from './agency/agency.js';
export { acceptApplication } from './application/acts/accept-application.js';
export { consentToFiling } from './application/acts/consent-to-filing.js';
export { type Drafting, draftApplication } from './application/acts/draft-application.js';
export { endProjectAssessment } from './application/acts/end-project-assessment.js';
export { failAgencyAssessment } from './application/acts/fail-agency-assessment.js';
export { issueReceipt } from './application/acts/issue-receipt.js';
export { passAgencyAssessment } from './application/acts/pass-agency-assessment.js';
export { raiseObjection } from './application/acts/raise-objection.js';
export { recommendApplication } from './application/acts/recommend-application.js';
export { recommendSites } from './application/acts/recommend-sites.js';
export { recordProjectAssessment } from './application/acts/record-project-assessment.js';
export { startAgencyAssessment } from './application/acts/start-agency-assessment.js';
export { submitApplication } from './application/acts/submit-application.js';
export type {
  ApplicationForm,
  AppliedItem,
  ContactPerson,
  Material,
  ProposedSite,
} from './application/application-form.js';
export { findApplicationsById } from './application/application-store.js';
export type { ApplicationActOutcome, OnApplication } from './application/perform-on-application.js';
export { enforcedRules } from './enforced-rules.js';
export {
  type Adjustment,
  type ExpiryEvaluation,
  type FilingRecord,
  type ItemNotEvaluable,
  type WrapUpTask,
  emptyRecord,
} from './filing/filing-record.js';
export { standingOf, stateOn } from './filing/filing-state-rules.js';
export { isExtended, renewalOn } from './filing/filing-step-rules.js';
export { renewalWindowOf, validToOf } from './filing/filing-term-rules.js';
export type { Filing, FilingAuthority, FilingFacts, Suspension, Termination } from './filing/filing.js';
export { judgeItemTermination } from './filing/item-ending-rules.js';
export { openedWrapUp } from './filing/termination-rules.js';
export type { FiledItem } from './item/filed-item.js';
export { findListedItems } from './listed-item/listed-item-store.js';
export type { Register } from './register-store.js';
export { staysOf } from './site/site-stay-rules.js';
export type { Site } from './site/site.js';
export { agencies } from './subgraph.js';
export {
  findSyntheticLoad,
  recordSyntheticLoad,
  removeSyntheticAgencies,
  storeSyntheticAgencies,
} from './synthetic/synthetic-store.js';
export { tellLoaded } from './telling/tell-loaded.js';
