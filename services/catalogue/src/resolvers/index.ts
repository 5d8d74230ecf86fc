import { scalars } from '@shanghai/schema';
import type { CompleteResolvers } from '../generated/resolvers.js';
import { AnnexRow } from './annex-row.js';
import { CatalogueEdition } from './catalogue-edition.js';
import { CatalogueItem } from './catalogue-item.js';
import { EditionDiff, EditionDiffEntry } from './edition-diff.js';
import { ImportRecord } from './import-record.js';
import { Clause, Notice } from './notice.js';
import { OccupationName } from './occupation-name.js';
import { Query } from './query.js';
import { SourceFinding } from './source-finding.js';
import { Succession } from './succession.js';

const { Day, DistrictCode, Instant, OccupationCode, OccupationCodePrefix, PageSize, SearchText } = scalars;

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
  ImportRecord,
  Instant,
  Notice,
  OccupationCode,
  OccupationCodePrefix,
  OccupationName,
  PageSize,
  Query,
  SearchText,
  SourceFinding,
  Succession,
};
