import { scalars } from '@shanghai/schema';
import type { CompleteResolvers } from '../generated/resolvers.js';
import { EditionResult, RecommendationActResult, RecommendationObjectionResult } from './act-results.js';
import { AnnexRow } from './annex-row.js';
import { CatalogueEdition } from './catalogue-edition.js';
import { CatalogueItem } from './catalogue-item.js';
import { EditionDiff, EditionDiffEntry } from './edition-diff.js';
import { Finding } from './finding.js';
import { HistoryEntry } from './history.js';
import { ImportRecord } from './import-record.js';
import { Mutation } from './mutation.js';
import { Clause, Notice } from './notice.js';
import { OccupationName } from './occupation-name.js';
import {
  ExpertEvaluation,
  OccupationRecommendation,
  OccupationRecommender,
  RecommendationForm,
  RecommendationObjection,
} from './occupation-recommendation.js';
import { PolicyRule, RuleApplication, RulePrecedence } from './policy-rule.js';
import { PreparedRow, PublicisedOccupation } from './publicised-occupation.js';
import { Query } from './query.js';
import { RecommendationCheck } from './recommendation-check.js';
import { SourceFinding } from './source-finding.js';
import { Succession } from './succession.js';

const {
  Day,
  DistrictCode,
  FormText,
  IdempotencyKey,
  Instant,
  OccupationCode,
  OccupationCodePrefix,
  PageSize,
  SearchText,
} = scalars;

/** By type and field. A field that is missing here is read from the value of its type under its own name. */
export const resolvers: CompleteResolvers = {
  AnnexRow,
  CatalogueEdition,
  CatalogueItem,
  Clause,
  Day,
  DistrictCode,
  EditionDiff,
  EditionDiffEntry,
  EditionResult,
  ExpertEvaluation,
  Finding,
  FormText,
  HistoryEntry,
  IdempotencyKey,
  ImportRecord,
  Instant,
  Mutation,
  Notice,
  OccupationCode,
  OccupationCodePrefix,
  OccupationName,
  OccupationRecommendation,
  OccupationRecommender,
  PageSize,
  PolicyRule,
  PreparedRow,
  PublicisedOccupation,
  Query,
  RecommendationActResult,
  RecommendationCheck,
  RecommendationForm,
  RecommendationObjection,
  RecommendationObjectionResult,
  RuleApplication,
  RulePrecedence,
  SearchText,
  SourceFinding,
  Succession,
};
