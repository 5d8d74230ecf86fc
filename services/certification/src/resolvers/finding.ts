import { factTextsOf, missingFactOf } from '@shanghai/kernel';
import type { FindingResolvers } from '../generated/resolvers.js';

export const Finding = { facts: factTextsOf, missingFact: missingFactOf } satisfies FindingResolvers;
