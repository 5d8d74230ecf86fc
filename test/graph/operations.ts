import type { Role } from '@shanghai/kernel';

/** What one operation may cost at most for its default page sizes: JOURNEYS, and the comment at the head of its file. */
export interface Budget {
  readonly subgraphCalls: number;
  readonly storeCommands: number;
  /** The role that it is asked in; the public when absent. */
  readonly as?: Role;
  /** The district of a bureau. */
  readonly district?: string;
}

/** Every operation of `schema/operations` with its budget, and the variables under which it is measured beside its example. */
export const budgets: Readonly<
  Record<string, Budget & { readonly alsoWith: readonly Readonly<Record<string, unknown>>[] }>
> = {
  AgencyPage: { subgraphCalls: 4, storeCommands: 8, alsoWith: [] },
  BureauInbox: {
    subgraphCalls: 3,
    storeCommands: 9,
    ...{ as: 'DISTRICT_BUREAU', district: '310115' },
    alsoWith: [{}, { asOf: '2026-11-01', days: 100, first: 100 }],
  },
  CatalogueBrowse: { subgraphCalls: 1, storeCommands: 3, alsoWith: [{}, { edition: '2024-01' }, { first: 100 }] },
  ChangesSince: { subgraphCalls: 1, storeCommands: 2, as: 'CENTRE', alsoWith: [{}, { first: 100 }] },
  CheckApplication: {
    subgraphCalls: 2,
    storeCommands: 6,
    as: 'CENTRE',
    alsoWith: [{ form: { name: '示例' } }, { id: 'application-f253f78233645b8ff9e0' }],
  },
  CommitmentPage: { subgraphCalls: 1, storeCommands: 2, as: 'CENTRE', alsoWith: [] },
  CertificateStatistics: {
    subgraphCalls: 3,
    storeCommands: 4,
    as: 'CENTRE',
    alsoWith: [
      { by: 'DISTRICT', from: '2022-01-01' },
      { by: 'AGENCY', district: '310115', first: 100 },
      { by: 'ITEM', agencyId: 'agency-3695b2f134cc46a3d482', first: 100 },
    ],
  },
  ComparisonPicker: { subgraphCalls: 3, storeCommands: 7, alsoWith: [{}, { first: 100 }] },
  CoverageGaps: {
    subgraphCalls: 3,
    storeCommands: 6,
    alsoWith: [{ edition: '2025-03' }, { edition: '2024-01', followSuccessions: false }],
  },
  EarlyWarnings: {
    subgraphCalls: 3,
    storeCommands: 6,
    as: 'CENTRE',
    alsoWith: [{}, { rule: 'RECTIFICATION_OVERDUE', status: ['OPEN', 'EXPLAINED'], district: '310115', first: 100 }],
  },
  DistrictDashboard: { subgraphCalls: 3, storeCommands: 10, as: 'CENTRE', alsoWith: [{}] },
  EditionDiff: {
    subgraphCalls: 3,
    storeCommands: 8,
    alsoWith: [
      { from: '2024-01', to: '2025-03' },
      { from: '2024-08', to: '2025-03', first: 100 },
    ],
  },
  EvaluationPlans: {
    subgraphCalls: 2,
    storeCommands: 5,
    alsoWith: [{}, { itemId: 'item-fe74018a39a4b2a7a9b2', district: '310115', from: '2026-07-01', to: '2026-12-31' }],
  },
  Ledger: {
    subgraphCalls: 2,
    storeCommands: 4,
    alsoWith: [{}, { first: 100 }, { notice: '沪人社职〔2024〕120号', enforcement: 'ENFORCED', inForce: true }],
  },
  MayAssess: {
    subgraphCalls: 2,
    // With the sites, which are asked for where a district is.
    storeCommands: 5,
    alsoWith: [
      {
        ...{ agencyId: 'agency-3695b2f134cc46a3d482', itemId: 'item-6ca2f564d2377075b048', level: 'JUNIOR' },
        ...{ on: '2026-11-01', district: '310115', candidateKind: 'PUBLIC' },
      },
    ],
  },
  NoticePage: { subgraphCalls: 1, storeCommands: 1, alsoWith: [] },
  PlanRandomInspection: { subgraphCalls: 3, storeCommands: 8, as: 'CENTRE', alsoWith: [{}, { draws: 100 }] },
  PublicRegister: {
    subgraphCalls: 3,
    storeCommands: 6,
    alsoWith: [
      {},
      { asOf: '2026-11-01', changedSince: '2025-03-01', first: 100 },
      { district: '310115', itemText: '师', level: 'SENIOR', state: 'LISTED' },
    ],
  },
  OpenCaseOptions: {
    subgraphCalls: 3,
    storeCommands: 6,
    as: 'BUREAU',
    alsoWith: [{ agencyId: 'agency-3695b2f134cc46a3d482', actOn: '2024-04-30' }],
  },
  ReceiptPage: { subgraphCalls: 1, storeCommands: 3, alsoWith: [] },
  RecommendationInbox: {
    subgraphCalls: 1,
    storeCommands: 4,
    as: 'CENTRE',
    alsoWith: [{ first: 100 }, { waiting: false }],
  },
  RuleTimeTravel: {
    subgraphCalls: 2,
    storeCommands: 4,
    as: 'CENTRE',
    alsoWith: [
      {
        rule: 'AGY-021',
        applicationId: 'application-fa85f673d158e86973d3',
        days: ['2024-08-26', '2025-03-26', '2025-12-21', '2025-12-22'],
      },
    ],
  },
  SharedVerificationPage: { subgraphCalls: 1, storeCommands: 12, alsoWith: [] },
  VerificationPage: { subgraphCalls: 1, storeCommands: 2, alsoWith: [] },
  VerifyCertificate: { subgraphCalls: 2, storeCommands: 4, alsoWith: [{ number: 'ABSENT', name: '示例' }] },
  WhereCanIBeAssessed: { subgraphCalls: 3, storeCommands: 7, alsoWith: [{ text: '师' }, { text: '烹调', first: 20 }] },
  WhomDoISupervise: {
    subgraphCalls: 3,
    storeCommands: 10,
    as: 'CENTRE',
    alsoWith: [
      { asOf: '2026-11-01', district: '310115', first: 100 },
      { limb: 'SOCIAL_SEATED_HERE', type: 'SOCIAL_ORGANISATION', text: '学校' },
    ],
  },
};
