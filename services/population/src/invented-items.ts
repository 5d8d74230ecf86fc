import type { Agency, FiledItem, Filing } from '@shanghai/agencies';
import type { CatalogueRow } from '@shanghai/catalogue';
import { type Day, addDays, catalogueItemId, day, nameKey, stableId } from '@shanghai/kernel';
import { inventedFor } from './invented-life.js';
import type { Random } from './random.js';

/** The rows that invented filings are made of, by edition. */
export type CatalogueRows = ReadonlyMap<string, readonly CatalogueRow[]>;

/** From this day on agencies are filed under the catalogue of 2025; before, under the one of 2024. */
const NEW_CATALOGUE = { from: day('2025-03-20'), edition: '2025-03', before: '2024-01' } as const;

const NOTICE = '沪职鉴中心〔2026〕30号';
/** The rows of the two comparison annexes. */
const mappings = [
  { annex: '附件1', rows: 7 },
  { annex: '附件2', rows: 6 },
].flatMap(({ annex, rows }) => Array.from({ length: rows }, (_, at) => ({ annex, row: at + 1 })));

/** What differs between the items of one filing; the rest repeats the filing and the agency. */
type Content = Pick<FiledItem, 'fullName' | 'code' | 'levels' | 'standardKind' | 'itemId' | 'mappingId'>;

/** So many items for a filing, each once, of the kind that its type is filed for (FIL-001). */
export function inventItems(
  random: Random,
  { filing, agency, count, catalogue }: { filing: Filing; agency: Agency; count: number; catalogue: CatalogueRows },
): readonly FiledItem[] {
  return contentsOf(random, filing, count, catalogue).map((content, at) => {
    // The first is there from the beginning: a filing covers something.
    const from = at === 0 ? filing.standing.from : addedOn(random, filing);
    return {
      _id: stableId('filed-item', filing._id, at),
      filingId: filing._id,
      agencyId: agency._id,
      agencyType: filing.facts.type,
      agencyNameKey: agency.nameKey,
      synthetic: true,
      nameKey: nameKey(content.fullName),
      ...content,
      from,
      to: null,
      sourceRow: null,
      standing: { from, to: filing.standing.to },
      facts: filing.facts,
      siteStays: agency.siteStays,
    };
  });
}

/** How many items a filing can have at most. */
export function mostItems(type: Agency['type']): number {
  return type === 'COMPARISON' ? mappings.length : 60;
}

function contentsOf(
  random: Random,
  { facts: { type }, standing }: Filing,
  count: number,
  catalogue: CatalogueRows,
): Content[] {
  if (type === 'COMPARISON')
    return random.sample(mappings, count).map(({ annex, row }) => ({
      fullName: `${NOTICE}${annex}第${row}项`,
      code: null,
      levels: [],
      standardKind: null,
      itemId: null,
      mappingId: stableId('mapping', NOTICE, annex, row),
    }));
  const edition = type !== 'SOCIAL_ORGANISATION' || standing.from >= NEW_CATALOGUE.from ? 'edition' : 'before';
  const rows = (catalogue.get(NEW_CATALOGUE[edition]) ?? []).filter(
    ({ kind }) => type === 'SOCIAL_ORGANISATION' || kind === 'OCCUPATION',
  );
  return random.sample(rows, count).map((row) => ({
    fullName: row.fullName,
    code: row.code,
    // Whoever is not filed for all levels is filed for the lower ones.
    levels: random.oneIn(3) ? row.levels.slice(0, random.integer(1, row.levels.length)) : row.levels,
    standardKind: type === 'ENTERPRISE' && random.oneIn(3) ? 'SPECIFICATION' : 'NATIONAL',
    itemId: type === 'SOCIAL_ORGANISATION' ? catalogueItemId(row.edition, row.fullName) : null,
    mappingId: null,
  }));
}

/** Most items are there from the beginning, a few were added later (FIL-012); not for comparison, whose catalogue is younger. */
function addedOn(random: Random, { facts, standing: { from, to } }: Filing): Day {
  const added = addDays(from, random.integer(30, 200));
  const isLater = random.oneIn(15) && added < inventedFor && (to === null || added <= to);
  return isLater && facts.type !== 'COMPARISON' ? added : from;
}
