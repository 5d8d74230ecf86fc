import { scalars } from '@shanghai/schema';
import type { CompleteResolvers } from '../generated/resolvers.js';
import { CatalogueItem } from './catalogue-item.js';
import { ComparisonMapping } from './comparison-mapping.js';
import { ImportRecord } from './import-record.js';
import { Query } from './query.js';

const { Day, Instant, PageSize, SearchText } = scalars;

/** By type and field. A field that is missing here is read from the value of its type under its own name. */
export const resolvers: CompleteResolvers = {
  CatalogueItem,
  ComparisonMapping,
  Day,
  ImportRecord,
  Instant,
  PageSize,
  Query,
  SearchText,
};
