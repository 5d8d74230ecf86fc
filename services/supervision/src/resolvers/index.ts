import { scalars } from '@shanghai/schema';
import type { CompleteResolvers } from '../generated/resolvers.js';
import {
  AssessmentActResult,
  AlertActResult,
  CaseActResult,
  CasePersonResult,
  CaseSummaryResult,
  DrawActResult,
  InspectionActResult,
  RestrictionActResult,
} from './act-results.js';
import { AnnualAssessment, DueEvaluation, PublishedAssessment, PublishedEvaluation } from './assessment.js';
import { Alert, AlertEvidence, AlertRuleEntry } from './alert.js';
import { CaseOptions } from './case-options.js';
import { Change } from './change.js';
import { Clause } from './clause.js';
import { AgencySupervision, EvaluationAgency } from './evaluation-agency.js';
import { DistrictDashboard } from './dashboard.js';
import { Finding } from './finding.js';
import { GradeFactor, SupervisionGrade } from './grade.js';
import { HistoryEntry } from './history.js';
import {
  InspectedSubject,
  Inspection,
  InspectionDue,
  InspectionLead,
  InspectionRectification,
  PublishedInspection,
} from './inspection.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { DrawPick, DrawPoolEntry, PublishedDraw, RandomDraw } from './random-draw.js';
import { Restriction, ViolationList } from './restriction.js';
import { SupervisedSubject, SupervisionStanding } from './supervised-subject.js';
import { SupervisionInbox, SupervisionTask } from './supervision-inbox.js';
import { TerritorialReason } from './territorial-reason.js';
import {
  CaseDecision,
  CaseEffect,
  CasePerson,
  CaseRectification,
  CaseSubject,
  ViolationCase,
} from './violation-case.js';
import { ViolationTierEntry } from './violation-tier-entry.js';

const { Day, DistrictCode, FormText, IdempotencyKey, Instant, PageSize, SearchText } = scalars;

/** By type and field. A field that is missing here is read from the value of its type under its own name. */
export const resolvers: CompleteResolvers = {
  Alert,
  AlertActResult,
  AlertEvidence,
  AlertRuleEntry,
  AgencySupervision,
  AnnualAssessment,
  AssessmentActResult,
  CaseActResult,
  CaseDecision,
  CaseEffect,
  CaseOptions,
  CasePerson,
  CasePersonResult,
  CaseSummaryResult,
  CaseRectification,
  CaseSubject,
  Change,
  Clause,
  Day,
  DistrictCode,
  DistrictDashboard,
  DrawActResult,
  DrawPick,
  DrawPoolEntry,
  DueEvaluation,
  EvaluationAgency,
  Finding,
  FormText,
  GradeFactor,
  HistoryEntry,
  IdempotencyKey,
  InspectedSubject,
  Inspection,
  InspectionDue,
  InspectionActResult,
  InspectionLead,
  InspectionRectification,
  Instant,
  Mutation,
  PageSize,
  PublishedAssessment,
  PublishedEvaluation,
  PublishedDraw,
  PublishedInspection,
  Query,
  RandomDraw,
  Restriction,
  RestrictionActResult,
  SearchText,
  SupervisedSubject,
  SupervisionGrade,
  SupervisionInbox,
  SupervisionStanding,
  SupervisionTask,
  TerritorialReason,
  ViolationCase,
  ViolationList,
  ViolationTierEntry,
};
