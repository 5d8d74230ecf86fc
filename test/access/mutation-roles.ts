import type { Role } from '@shanghai/kernel';

/** Who may do what: a row of the role matrix (RULES.md) with the mutations that do it. */
interface RightRow {
  readonly action: string;
  readonly by: readonly Role[];
  readonly mutations: readonly string[];
}

const rows: readonly RightRow[] = [
  { action: 'open a selection round', by: ['CENTRE'], mutations: ['openSelectionRound'] },
  {
    action: 'recommend an agency, as the industry authority or the superior one',
    by: ['INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY'],
    mutations: ['recommendApplication'],
  },
  { action: 'recommend an agency, as the district of a site', by: ['DISTRICT_BUREAU'], mutations: ['recommendSites'] },
  {
    action: 'apply',
    by: ['AGENCY'],
    mutations: ['draftApplication', 'reviseApplication', 'submitApplication', 'withdrawApplication'],
  },
  {
    action: 'accept, assess',
    by: ['CENTRE'],
    mutations: [
      'preauthoriseApplication',
      'permitBeyondCap',
      'acceptApplication',
      'startAgencyAssessment',
      'passAgencyAssessment',
      'failAgencyAssessment',
      'recordProjectAssessment',
      'rejectFalseMaterial',
      'chooseRoute',
      'passCentreReview',
    ],
  },
  {
    action: 'consent to an enterprise or a college',
    by: ['INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY', 'DISTRICT_BUREAU'],
    mutations: ['consentToApplication'],
  },
  {
    action: 'assess and file, as the body that an application is made to',
    by: ['DISTRICT_BUREAU', 'CENTRE'],
    mutations: [
      'refuseApplication',
      'startTechnicalAssessment',
      'passTechnicalAssessment',
      'failTechnicalAssessment',
      'fileApplication',
    ],
  },
  {
    action: 'give an opinion on a college, report a district enterprise',
    by: ['DISTRICT_BUREAU'],
    mutations: ['givePreliminaryOpinion', 'reportToCentre'],
  },
  { action: 'consent before publicity', by: ['BUREAU'], mutations: ['consentToFiling', 'refuseConsent'] },
  { action: 'decide objections', by: ['CENTRE'], mutations: ['dismissObjection', 'upholdObjection'] },
  { action: 'issue the receipt, report', by: ['CENTRE'], mutations: ['issueReceipt', 'reportToNationalCentre'] },
  { action: 'publish the register', by: ['BUREAU'], mutations: ['publishFiling'] },
  {
    action: 'ask for a filing to be renewed, adjusted, ended',
    by: ['AGENCY'],
    mutations: ['requestRenewal', 'requestAdjustment', 'requestTermination'],
  },
  {
    action: 'renew, adjust, end a filing, as who filed it',
    by: ['DISTRICT_BUREAU', 'CENTRE'],
    mutations: [
      'approveRenewal',
      'refuseRenewal',
      'recordExpiryEvaluation',
      'decideAdjustment',
      'recordItemNotEvaluable',
      'recordItemTermination',
      'recordSubjectExtinct',
      'recordAutomaticTermination',
      'confirmTermination',
    ],
  },
  {
    action: 'settle what an end has left',
    by: ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE'],
    mutations: ['completeWrapUpTask'],
  },
  {
    action: 'register question banks and materials, for itself',
    by: ['AGENCY'],
    mutations: [
      'registerQuestionBank',
      'updateQuestionBank',
      'withdrawQuestionBank',
      'registerMaterial',
      'disposeMaterial',
    ],
  },
  { action: 'record the versions of standards', by: ['CENTRE'], mutations: ['recordStandardVersion'] },
  { action: 'sign the commitment and the pledges', by: ['AGENCY'], mutations: ['signCommitment'] },
  {
    action: 'plan evaluations, for itself',
    by: ['AGENCY'],
    mutations: [
      'draftEvaluationPlan',
      'changeEvaluationPlan',
      'publishEvaluationPlan',
      'closeEvaluationPlan',
      'cancelEvaluationPlan',
    ],
  },
  {
    action: 'keep a register: experts and supervisors of the city, supervisors of a district, examiners of an agency',
    by: ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE'],
    mutations: ['registerPerson', 'changeRegisteredPerson', 'removeRegisteredPerson'],
  },
  {
    action: 'have sites, and say what there is at them',
    by: ['AGENCY'],
    mutations: ['registerSite', 'changeSiteItems', 'recordSurveillance', 'closeSite'],
  },
  {
    action: 'recommend a site, as its district',
    by: ['DISTRICT_BUREAU'],
    mutations: ['recommendSite', 'refuseSiteRecommendation'],
  },
  {
    action: 'keep its roster',
    by: ['AGENCY'],
    mutations: [
      'addStaff',
      'changeStaff',
      'removeStaff',
      'addInternalSupervisor',
      'changeInternalSupervisor',
      'removeInternalSupervisor',
      'importRoster',
    ],
  },
  {
    action: 'see a contact (SECURITY 23)',
    by: ['CENTRE', 'BUREAU'],
    mutations: ['unmaskContact', 'unmaskRecommendationContact', 'unmaskRegisteredPerson', 'unmaskRosterPerson'],
  },
  {
    action: 'recommend an occupation',
    by: ['INDUSTRY_AUTHORITY', 'DISTRICT_BUREAU'],
    mutations: ['reviseRecommendation', 'submitRecommendation', 'withdrawRecommendation'],
  },
  {
    action: 'be told, with the clause, who recommends occupations and who does not (REC-001)',
    by: ['AGENCY', 'INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: ['draftRecommendation'],
  },
  {
    action: 'evaluate, publicise an occupation, and decide objections to it',
    by: ['CENTRE'],
    mutations: [
      'refuseRecommendation',
      'startExpertEvaluation',
      'failExpertEvaluation',
      'passExpertEvaluation',
      'dismissRecommendationObjection',
      'upholdRecommendationObjection',
      'listRecommendation',
    ],
  },
  {
    action: 'register and look into violations, keep their archive, hand them on, close and reopen them',
    by: ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: [
      'registerCase',
      'investigateCase',
      'dismissCase',
      'addCaseMaterial',
      'transferCase',
      'closeCase',
      'reopenCase',
      'liftRestriction',
      'unmaskCasePerson',
    ],
  },
  {
    action: 'decide on persons, as their agency, or on group bodies; others are told so (VIO-002)',
    by: ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: ['decideOutcome'],
  },
  {
    action: 'decide on agencies and unfiled bodies, revoke certificates; who only prepares is told so (VIO-001)',
    by: ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: ['decideCase', 'transferAndDecide', 'revokeCertificates', 'acceptRectification'],
  },
  {
    action: 'read what is told of a case that others handle, for a purpose',
    by: ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: ['unmaskCaseSummary'],
  },
  {
    action: 'look into alerts',
    by: ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: ['explainAlert', 'openAlertCase', 'dismissAlert'],
  },
  {
    action: 'settle what another service has refused',
    by: ['DISTRICT_BUREAU', 'BUREAU'],
    mutations: ['settleRefusedEffect'],
  },
  {
    action: 'compare overseas and enterprise certificates (CMP-016)',
    by: ['AGENCY'],
    mutations: [
      'receiveComparison',
      'verifySourceCertificate',
      'reviewComparisonMaterials',
      'certifyComparison',
      'refuseComparison',
    ],
  },
  {
    action: 'see whose certificate is compared, for a purpose',
    by: ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: ['unmaskComparisonHolder'],
  },
  {
    action: 'issue, correct and re-issue certificates (CRT-001, CRT-004)',
    by: ['AGENCY'],
    mutations: [
      'issueCertificate',
      'uploadCertificates',
      'requestCorrection',
      'confirmCorrection',
      'reissueCertificate',
      'requestHiding',
    ],
  },
  { action: 'take over certificates from before the register', by: ['CENTRE'], mutations: ['importCertificates'] },
  {
    action: 'flag, clear, revoke and hide certificates (CRT-003, CRT-006)',
    by: ['DISTRICT_BUREAU', 'CENTRE'],
    mutations: ['flagCertificate', 'clearCertificate', 'revokeCertificate', 'approveHiding'],
  },
  {
    action: 'see whose certificate it is, for a purpose',
    by: ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE'],
    mutations: ['unmaskCertificateHolder'],
  },
  { action: 'propose a decision to the city', by: ['DISTRICT_BUREAU'], mutations: ['proposeToCity'] },
  { action: 'give a case back to its district', by: ['BUREAU'], mutations: ['returnToDistrict'] },
  { action: 'publish the catalogue', by: ['BUREAU'], mutations: ['publishEdition'] },
  {
    action: 'inspect: HR departments, and an industry authority its own field',
    by: ['INDUSTRY_AUTHORITY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: [
      'planInspection',
      'assignInspectionTeam',
      'drawInspection',
      'startInspection',
      'recordInspectionFinding',
      'finishInspection',
      'closeInspection',
      'suggestInspectionCase',
      'cancelInspection',
      'commitDraw',
      'performDraw',
      'replaceDrawnInspector',
    ],
  },
  {
    action: 'inspect: what HR departments alone order, take up and publish',
    by: ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: [
      'orderInspectionRectification',
      'acceptInspectionRectification',
      'rejectInspectionRectification',
      'closeInspectionCase',
      'publishInspectionResult',
    ],
  },
  {
    action: 'assess agencies once a year (SPV-010)',
    by: ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    mutations: ['recordAnnualAssessment', 'correctAnnualAssessment', 'publishAnnualAssessment'],
  },
];

/** What everyone may do, with or without a token: object during publicity, share the proof of an own certificate. */
export const openToAll: readonly string[] = [
  'raiseObjection',
  'objectToRecommendation',
  'createShareLink',
  'openShareLink',
  'revokeShareLink',
];

/** The roles that may do each mutation that is not open to all. */
export const mutationRoles: Readonly<Record<string, readonly Role[]>> = Object.fromEntries(
  rows.flatMap(({ by, mutations }) => mutations.map((mutation) => [mutation, by])),
);
