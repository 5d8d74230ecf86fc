import { scalars } from '@shanghai/schema';
import type { Resolvers } from '../generated/resolvers.js';
import {
  ApplicationActResult,
  FilingActResult,
  ObjectionResult,
  SelectionRoundResult,
  SiteActResult,
  UnmaskResult,
} from './act-results.js';
import {
  AgencyApplication,
  AgencyAssessment,
  ApplicationConsent,
  ApplicationItem,
  SiteRecommendation,
  TechnicalAssessment,
} from './agency-application.js';
import { ApplicationCheck } from './application-check.js';
import { AssessmentSite } from './assessment-site.js';
import { BureauInbox, Deadline } from './bureau-inbox.js';
import { CatalogueItem } from './catalogue-item.js';
import { ComparisonMapping } from './comparison-mapping.js';
import { ApplicationContact, Objection } from './contact.js';
import { CatalogueEdition, Coverage, CoverageBand } from './coverage.js';
import { EvaluationAgency } from './evaluation-agency.js';
import { EvaluationPlan, EvaluationPlanResult, EvaluationPlanSite } from './evaluation-plan.js';
import { FiledAgencies, FiledAgency } from './filed-agencies.js';
import { FiledItem } from './filed-item.js';
import {
  AssessmentAnswer,
  FilingAdjustment,
  FilingRemoval,
  FilingTask,
  NotEvaluableItem,
  WrapUpTask,
} from './filing-record.js';
import { Clause, Filing } from './filing.js';
import { Finding } from './finding.js';
import { HistoryEntry } from './history.js';
import { ImportRecord } from './import-record.js';
import { Mutation } from './mutation.js';
import { PublicNotice, PublicNoticeItem } from './public-notice.js';
import { Query } from './query.js';
import { RegisteredPerson, RegisteredPersonResult } from './registered-person.js';
import { MaterialRecord, MaterialRecordResult } from './material-record.js';
import { QuestionBank, QuestionBankResult, StandardResult } from './question-bank.js';
import { SignedDocument, SignedDocumentResult } from './signed-document.js';
import {
  HeldPost,
  InternalSupervisor,
  PostChange,
  PostDescription,
  PrintedRoster,
  Roster,
  RosterActResult,
  RosterCheck,
  RosterReport,
  StaffMember,
} from './roster.js';
import { RegisterRow, RegisterSite } from './register-row.js';
import { SelectionRound } from './selection-round.js';

const {
  CsvText,
  Day,
  DistrictCode,
  FormText,
  IdempotencyKey,
  Instant,
  OccupationCode,
  PageSize,
  SearchText,
  SocialCreditCode,
} = scalars;

/** By type and field. A field that is missing here is read from the value of its type under its own name. */
export const resolvers: Resolvers = {
  AgencyApplication,
  AgencyAssessment,
  ApplicationActResult,
  ApplicationCheck,
  ApplicationConsent,
  ApplicationContact,
  ApplicationItem,
  AssessmentAnswer,
  AssessmentSite,
  BureauInbox,
  CatalogueEdition,
  CatalogueItem,
  Clause,
  ComparisonMapping,
  Coverage,
  CoverageBand,
  CsvText,
  Day,
  Deadline,
  DistrictCode,
  EvaluationAgency,
  EvaluationPlan,
  EvaluationPlanResult,
  EvaluationPlanSite,
  FiledAgencies,
  FiledAgency,
  FiledItem,
  Filing,
  FilingActResult,
  FilingAdjustment,
  FilingRemoval,
  FilingTask,
  Finding,
  FormText,
  HeldPost,
  HistoryEntry,
  IdempotencyKey,
  ImportRecord,
  Instant,
  InternalSupervisor,
  Mutation,
  NotEvaluableItem,
  Objection,
  ObjectionResult,
  OccupationCode,
  PageSize,
  PostChange,
  PostDescription,
  PrintedRoster,
  PublicNotice,
  PublicNoticeItem,
  Query,
  RegisterRow,
  RegisterSite,
  RegisteredPerson,
  RegisteredPersonResult,
  Roster,
  RosterActResult,
  RosterCheck,
  RosterReport,
  SearchText,
  SelectionRound,
  SelectionRoundResult,
  MaterialRecord,
  MaterialRecordResult,
  QuestionBank,
  QuestionBankResult,
  StandardResult,
  SignedDocument,
  SignedDocumentResult,
  SiteActResult,
  SiteRecommendation,
  SocialCreditCode,
  StaffMember,
  TechnicalAssessment,
  UnmaskResult,
  WrapUpTask,
};
