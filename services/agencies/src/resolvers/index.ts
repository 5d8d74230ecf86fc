import { scalars } from '@shanghai/schema';
import type { Resolvers } from '../generated/resolvers.js';
import { AssessmentSite } from './assessment-site.js';
import { CatalogueItem } from './catalogue-item.js';
import { ComparisonMapping } from './comparison-mapping.js';
import { CatalogueEdition, Coverage, CoverageBand } from './coverage.js';
import { EvaluationAgency } from './evaluation-agency.js';
import { FiledAgencies, FiledAgency } from './filed-agencies.js';
import { FiledItem } from './filed-item.js';
import { Clause, Filing } from './filing.js';
import { ImportRecord } from './import-record.js';
import { Query } from './query.js';

const { Day, DistrictCode, Instant, OccupationCode, PageSize, SearchText, SocialCreditCode } = scalars;

/** By type and field. A field that is missing here is read from the value of its type under its own name. */
export const resolvers: Resolvers = {
  AssessmentSite,
  CatalogueEdition,
  CatalogueItem,
  Clause,
  ComparisonMapping,
  Coverage,
  CoverageBand,
  Day,
  DistrictCode,
  EvaluationAgency,
  FiledAgencies,
  FiledAgency,
  FiledItem,
  Filing,
  ImportRecord,
  Instant,
  OccupationCode,
  PageSize,
  Query,
  SearchText,
  SocialCreditCode,
};
