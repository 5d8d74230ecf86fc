import { scalars } from '@shanghai/schema';
import type { CompleteResolvers } from '../generated/resolvers.js';
import { Clause } from './clause.js';
import { EvaluationAgency } from './evaluation-agency.js';
import { Query } from './query.js';
import { SupervisedSubject, SupervisionStanding } from './supervised-subject.js';
import { TerritorialReason } from './territorial-reason.js';
import { ViolationTierEntry } from './violation-tier-entry.js';

const { Day, DistrictCode, PageSize, SearchText } = scalars;

/** By type and field. A field that is missing here is read from the value of its type under its own name. */
export const resolvers: CompleteResolvers = {
  Clause,
  Day,
  DistrictCode,
  EvaluationAgency,
  PageSize,
  Query,
  SearchText,
  SupervisedSubject,
  SupervisionStanding,
  TerritorialReason,
  ViolationTierEntry,
};
