import { refusedOr } from '@shanghai/platform';
import type { DrawActResultResolvers, InspectionActResultResolvers } from '../generated/resolvers.js';

export const InspectionActResult: InspectionActResultResolvers = refusedOr('InspectionActDone');

export const DrawActResult: DrawActResultResolvers = refusedOr('DrawActDone');
