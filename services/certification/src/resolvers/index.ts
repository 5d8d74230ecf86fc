import { scalars } from '@shanghai/schema';
import type { CompleteResolvers } from '../generated/resolvers.js';
import { catalogueItem } from './catalogue-item.js';
import { comparisonMapping } from './comparison-mapping.js';
import { importRecord } from './import-record.js';
import { query } from './query.js';

const { Day, Instant, SearchText, PageSize } = scalars;

/** One map for one schema: a resolver for what the schema does not have does not compile. */
export const resolvers: CompleteResolvers = {
  Day,
  Instant,
  SearchText,
  PageSize,
  Query: query,
  ComparisonMapping: comparisonMapping,
  CatalogueItem: catalogueItem,
  ImportRecord: importRecord,
};
