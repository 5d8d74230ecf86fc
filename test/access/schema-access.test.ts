import { describe, expect, test } from '@jest/globals';
import { roles } from '@shanghai/kernel';
import { readAccessRules } from '@shanghai/platform';
import { subgraphNames, subgraphTypeDefs } from '@shanghai/schema';
import { supergraphPath } from '@shanghai/gateway';
import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { mutationRoles } from './mutation-roles.js';
import { closedRequirements, matrixOf, openEnds } from './roles-and-fields.js';

const composed = parse(readFileSync(supergraphPath(), 'utf8'));
const rules = readAccessRules(composed);

describe('SECURITY 5: everything that can be asked', () => {
  test.each(subgraphNames)('has a rule in %s, and what sounds personal is marked', (name) => {
    expect(openEnds(subgraphTypeDefs(name))).toEqual([]);
  });

  test.each([
    ['type Query { a: Int }', 'Query.a has no @access'],
    ['type A { a: Int }', 'A has no @access'],
    ['type A @access(roles: [PUBLIC]) { holderIdNumber: String }', 'A.holderIdNumber has no @personal'],
    ['type A @access(roles: [PUBLIC]) { phone: String }', 'A.phone has no @personal'],
    ['type A @access(roles: [PUBLIC]) { residentId: String }', 'A.residentId has no @personal'],
  ])('is found without one: %s', (sdl, found) => {
    expect(openEnds(parse(sdl))).toEqual([found]);
  });

  test('names the roles of the kernel', () => {
    const listed = composed.definitions.find(
      (one) => one.kind === Kind.ENUM_TYPE_DEFINITION && one.name.value === 'Role',
    );
    const values = listed?.kind === Kind.ENUM_TYPE_DEFINITION ? (listed.values ?? []) : [];
    expect(values.map(({ name }) => name.value).sort()).toEqual([...roles].sort());
  });

  test('has the same rule in every subgraph that says it', () => {
    for (const name of subgraphNames)
      for (const [type, { rule }] of readAccessRules(subgraphTypeDefs(name)))
        if (type !== 'Query') expect([type, rule]).toEqual([type, rules.get(type)?.rule]);
  });

  test.each(subgraphNames)('requires nothing that its readers may not read, in %s', (name) => {
    expect(closedRequirements(subgraphTypeDefs(name), rules, roles)).toEqual([]);
  });
});

test('SECURITY 3: each role reads what the matrix says', () => {
  const matrix = matrixOf(rules, roles);
  console.table(matrix);
  const readers = Object.fromEntries(
    Object.entries(matrix).map(([place, row]) => [place, Object.keys(row).filter((role) => row[role] !== '-')]),
  );
  const expected = expectedReaders.flatMap(([by, places]) => places.map((place) => [place, [...by]] as const));
  const acts = Object.entries(mutationRoles).map(([name, by]) => [`Mutation.${name}`, [...by]] as const);
  expect(readers).toEqual(Object.fromEntries([...expected, ...acts]));
});

/** Who reads what is not for everyone. */
const staff = ['CENTRE', 'BUREAU', 'ANALYST', 'AUDITOR'];
const withToken = ['AGENCY', 'INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY', 'DISTRICT_BUREAU', ...staff];
const expectedReaders: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    staff,
    ['ImportFinding', 'ImportRecord', 'Query.agencyImports', 'Query.catalogueImports', 'Query.certificationImports'],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'ANALYST'],
    ['CertificateCount', 'CertificateCountConnection', 'CertificateCountEdge', 'Query.certificateStatistics'],
  ],
  [
    withToken,
    [
      'AgencyApplication',
      'AgencyApplicationConnection',
      'AgencyApplicationEdge',
      'AgencyAssessment',
      'ApplicationActDone',
      'ApplicationConsent',
      'ApplicationContact',
      'ApplicationDeclaration',
      'ApplicationForm',
      'ApplicationItem',
      'ApplicationMaterial',
      'AppliedItem',
      'AssessmentMethod',
      'AuthorityRecommendation',
      'ComparisonForm',
      'Deadline.application',
      'DeclaredConditions',
      'Filing.history',
      'HistoryConnection',
      'HistoryEdge',
      'HistoryEntry',
      'Objection',
      'PreliminaryOpinion',
      'ProposedSite',
      'Query.agencyApplication',
      'Query.agencyApplications',
      'SelectionRound.history',
      'SiteRecommendation',
      'TechnicalAssessment',
    ],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'AUDITOR'],
    [
      'HeldPost',
      'InternalSupervisor',
      'PostChange',
      'PrintedRoster',
      'PrintedRosterRow',
      'Query.registeredPerson',
      'Query.registeredPersons',
      'Query.roster',
      'RecusalRelation',
      'RegisteredPerson',
      'RegisteredPersonConnection',
      'RegisteredPersonDone',
      'RegisteredPersonEdge',
      'Roster',
      'RosterCheck',
      'RosterRepair',
      'StaffContract',
      'StaffMember',
    ],
  ],
  [['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'], ['SiteActDone']],
  [
    ['CENTRE', 'BUREAU'],
    ['RegisteredPersonUnmasked', 'RosterPersonUnmasked'],
  ],
  [
    ['AGENCY'],
    [
      'EvaluationPlanDone',
      'MaterialRecordDone',
      'Query.checkRosterRows',
      'QuestionBankDone',
      'RosterActDone',
      'RosterReport',
      'RosterRowReport',
      'SignedDocumentDone',
    ],
  ],
  [['CENTRE'], ['OccupationalStandard', 'OccupationalStandardVersion', 'StandardDone']],
  [
    ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    ['AlertActDone', 'CaseSummaryShown'],
  ],
  [
    ['DISTRICT_BUREAU', ...staff],
    [
      'Alert',
      'AlertConnection',
      'AlertEdge',
      'AlertEvidence',
      'AlertRuleEntry',
      'AlertThreshold',
      'Change',
      'ChangesPage',
      'Query.alert',
      'Query.alertRules',
      'Query.alerts',
      'Query.changesSince',
    ],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', ...staff],
    [
      'AssessmentSite.availableActs',
      'AssessmentSite.history',
      'AssessmentSite.refusalReason',
      'AssessmentSite.remarks',
      'EvaluationAgency.proposedSites',
      'EvaluationPlan.history',
      'MaterialRecord',
      'MaterialRecordConnection',
      'MaterialRecordEdge',
      'Query.materialRecords',
      'Query.questionBanks',
      'QuestionBank',
      'QuestionBankConnection',
      'QuestionBankEdge',
      'Query.agencyEvaluationPlans',
      'Query.signedDocument',
      'Query.signedDocuments',
      'SignedDocument',
      'SignedDocumentConnection',
      'SignedDocumentEdge',
    ],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', ...staff],
    [
      'AnnualAssessment',
      'AnnualAssessmentConnection',
      'AnnualAssessmentEdge',
      'CaseCoAuthority',
      'CaseDecision',
      'CaseEffect',
      'CaseMaterial',
      'CasePerson',
      'CaseProposal',
      'CaseRectification',
      'CaseSubject',
      'CaseTransfer',
      'Query.annualAssessment',
      'Query.annualAssessments',
      'Query.restrictions',
      'Query.violationCase',
      'Query.violationCases',
      'Query.violationLists',
      'Restriction',
      'RestrictionConnection',
      'RestrictionEdge',
      'ViolationCase',
      'ViolationCaseConnection',
      'ViolationCaseEdge',
      'ViolationList',
      'ViolationListEntry',
    ],
  ],
  [
    ['INDUSTRY_AUTHORITY', 'DISTRICT_BUREAU', ...staff],
    [
      'ExpertEvaluation',
      'OccupationRecommendation',
      'OccupationRecommendationConnection',
      'OccupationRecommendationEdge',
      'PreparedEdition',
      'PreparedRow',
      'Query.occupationRecommendation',
      'Query.occupationRecommendations',
      'Query.preparedEdition',
      'Query.supervisedSubject',
      'Query.supervisedSubjects',
      'Query.supervisionStanding',
      'RecommendationActDone',
      'RecommendationFile',
      'RecommendationForm',
      'RecommendationObjection',
      'SupervisedSubject',
      'SupervisedSubjectConnection',
      'SupervisedSubjectEdge',
      'GradeFactor',
      'Query.supervisionGrade',
      'SupervisionGrade',
      'SupervisionStanding',
      'DrawActDone',
      'DrawInspector',
      'DrawPick',
      'DrawPool',
      'DrawPoolEntry',
      'DrawPoolEntryConnection',
      'DrawPoolEntryEdge',
      'DrawRecusal',
      'DrawReplacement',
      'DrawStratum',
      'RandomDraw',
      'RandomDrawConnection',
      'RandomDrawEdge',
      'TeamInspector',
      'Query.drawPool',
      'Query.randomDraw',
      'Query.randomDraws',
      'Inspection.caseId',
      'Inspection.caseOpinion',
      'Inspection.draw',
      'Inspection.team',
    ],
  ],
  [
    ['INDUSTRY_AUTHORITY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'AUDITOR'],
    [
      'Query.checkRecommendation',
      'RecommendationCheck',
      'RecommendationForm.contactName',
      'RecommendationForm.contactPhone',
    ],
  ],
  [
    ['AGENCY', 'INDUSTRY_AUTHORITY', 'DISTRICT_BUREAU', ...staff],
    [
      'EvidenceDocument',
      'InspectedSubject',
      'Inspection',
      'InspectionActDone',
      'InspectionConnection',
      'InspectionEdge',
      'InspectionFinding',
      'InspectionRectification',
      'Query.inspection',
      'Query.inspections',
    ],
  ],
  [
    ['INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'ANALYST', 'AUDITOR'],
    ['RuleApplication.lastAct'],
  ],
  [['DISTRICT_BUREAU', ...staff], ['AgencySupervision.industryAuthorities']],
  [['BUREAU'], ['EditionPublished']],
  [
    ['AGENCY', 'CENTRE', 'BUREAU', 'AUDITOR'],
    ['ApplicationCheck', 'Query.checkApplication'],
  ],
  [
    ['AGENCY', ...staff],
    ['Query.ruleOnDays', 'RuleOnDay'],
  ],
  [
    ['DISTRICT_BUREAU', ...staff],
    [
      'AnnualAssessment.history',
      'AnnualAssessment.opinion',
      'DashboardAgencyCount',
      'DashboardAlertCount',
      'DashboardCaseCount',
      'DashboardExpiryCount',
      'DashboardInspectionCount',
      'DistrictDashboard',
      'DueEvaluation',
      'DueEvaluationConnection',
      'DueEvaluationEdge',
      'InspectionDue',
      'InspectionDueConnection',
      'InspectionDueEdge',
      'Query.assessmentsDue',
      'Query.districtDashboard',
      'Query.expiryEvaluationsDue',
      'Query.inspectionsDue',
    ],
  ],
  [
    ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    [
      'AssessmentActDone',
      'BureauInbox',
      'CaseDistrictOption',
      'CaseOptions',
      'DeadlineCount',
      'DecidingAuthority',
      'MeasureOption',
      'Query.bureauInbox',
      'Query.caseOptions',
      'Query.supervisionInbox',
      'SupervisionInbox',
      'SupervisionTask',
      'SupervisionTaskCount',
      'TierOption',
    ],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'],
    ['CaseActDone', 'CasePersonShown', 'FilingActDone', 'SiteActDone', 'RestrictionActDone'],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', ...staff],
    [
      'ExpiryEvaluation',
      'Filing.adjustments',
      'Filing.availableActs',
      'Filing.expiryEvaluations',
      'Filing.remarks',
      'Filing.tasks',
      'Filing.wrapUpTasks',
      'FilingAddition',
      'FilingAdjustment',
      'FilingRemoval',
      'FilingTask',
      'WrapUpTask',
    ],
  ],
  [
    ['CENTRE', 'BUREAU', 'AUDITOR'],
    ['HistoryEntry.subject', 'Objection.contact', 'RecommendationObjection.contact'],
  ],
  [
    ['CENTRE', 'BUREAU'],
    ['RecommendationContact', 'Unmasked'],
  ],
  [['CENTRE'], ['SelectionRoundDone']],
  [
    ['AGENCY', 'DISTRICT_BUREAU', ...staff],
    [
      'ComparisonCase',
      'ComparisonCaseConnection',
      'ComparisonCaseEdge',
      'ComparisonCertification',
      'ComparisonRefusal',
      'ComparisonReview',
      'ComparisonTarget',
      'Query.comparisonCase',
      'Query.comparisonCases',
      'Query.touchedComparisons',
      'SourceCheck',
      'SourceVerification',
      'TouchedComparison',
      'TouchedComparisonConnection',
      'TouchedComparisonEdge',
    ],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'AUDITOR'],
    ['ComparisonApplicant', 'ComparisonCase.applicant'],
  ],
  [
    ['AGENCY', 'CENTRE', 'BUREAU', 'AUDITOR'],
    [
      'ComparisonCase.operatedBy',
      'ComparisonCertification.confirmedBy',
      'ComparisonRefusal.refusedBy',
      'ComparisonReview.reviewedBy',
      'SourceVerification.askedBy',
    ],
  ],
  [['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU'], ['ComparisonHolderShown']],
  [['AGENCY'], ['ComparisonActDone']],
  [
    ['AGENCY', 'DISTRICT_BUREAU', ...staff],
    [
      'Certificate',
      'CertificateConnection',
      'CertificateEdge',
      'CertificateFlag',
      'CertificateRevocation',
      'Query.certificate',
      'Query.certificates',
    ],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'AUDITOR'],
    [
      'Certificate.holderIdNumber',
      'Certificate.holderName',
      'Certificate.number',
      'Certificate.numberStructure',
      'CertificateCorrection',
      'NumberStructure',
    ],
  ],
  [
    ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE'],
    ['CertificateActDone', 'CertificateHolderShown'],
  ],
  [
    ['AGENCY', 'CENTRE'],
    [
      'CertificateBatch',
      'CertificateBatchDone',
      'CertificateBatchRefused',
      'Query.certificateBatch',
      'RefusalTally',
      'RowRefusal',
    ],
  ],
];
