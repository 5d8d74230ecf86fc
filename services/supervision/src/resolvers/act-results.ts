import { refusedOr } from '@shanghai/platform';
import type {
  AssessmentActResultResolvers,
  AlertActResultResolvers,
  CaseActResultResolvers,
  CasePersonResultResolvers,
  CaseSummaryResultResolvers,
  DrawActResultResolvers,
  InspectionActResultResolvers,
  RestrictionActResultResolvers,
} from '../generated/resolvers.js';

export const InspectionActResult: InspectionActResultResolvers = refusedOr('InspectionActDone');

export const DrawActResult: DrawActResultResolvers = refusedOr('DrawActDone');

export const AlertActResult: AlertActResultResolvers = refusedOr('AlertActDone');

export const CaseActResult: CaseActResultResolvers = refusedOr('CaseActDone');

export const RestrictionActResult: RestrictionActResultResolvers = refusedOr('RestrictionActDone');

export const CasePersonResult: CasePersonResultResolvers = refusedOr('CasePersonShown');

export const CaseSummaryResult: CaseSummaryResultResolvers = refusedOr('CaseSummaryShown');

export const AssessmentActResult: AssessmentActResultResolvers = refusedOr('AssessmentActDone');
