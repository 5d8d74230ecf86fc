import { type Day, type LevelNumber, findNotice, nameKey, stableId } from '@shanghai/kernel';
import { type DataFault, type DataFile, readDataFile } from '@shanghai/platform';
import { z } from 'zod';
import { foreignLevelOf, readBody, readCertificate } from './certificate-print.js';
import type { ComparisonCatalogue } from './comparison-catalogues.js';
import type { ComparisonMapping } from './comparison-mapping.js';
import { readOccupationAndLevel } from './occupation-print.js';

/** A mapping and what is irregular in its print (ANO-049 to ANO-054, ANO-098, ANO-099). */
export interface ReadMapping {
  readonly mapping: ComparisonMapping;
  readonly irregularities: readonly string[];
}

/** What follows from one row alone; number and country follow from the rows before it. */
type OwnCells = Pick<
  ComparisonMapping,
  'certifyingBody' | 'certificate' | 'occupationFullName' | 'occupationKey' | 'level'
> & {
  readonly cells: Cells;
  readonly irregularities: readonly string[];
};

const printed = z.string();
const enterpriseCells = z.object({
  row: z.string().regex(/^([1-9]\d{0,3})?$/, 'is not a row number'),
  body: printed,
  certificate: printed,
  occupation: printed,
  level: printed,
});
/** `pieces` is ours and not printed: in how many pieces a row stands that a page break divides. Its cells are joined. */
const overseasCells = enterpriseCells.extend({
  country: printed,
  pieces: z.string().regex(/^[1-9]$/, 'is not a number of pieces'),
});

type Cells = z.infer<typeof enterpriseCells> & Partial<z.infer<typeof overseasCells>>;

/**
 * Reads the annex of a comparison catalogue, whose cells are as printed. Refused: a cell without the names it should hold, an
 * occupation that the kernel refuses, a level that is none, a number out of order, no country at all, a certificate listed twice.
 */
export async function readComparisonAnnex(catalogue: ComparisonCatalogue, data: URL): Promise<DataFile<ReadMapping>> {
  const shape: z.ZodObject = catalogue.kind === 'OVERSEAS' ? overseasCells : enterpriseCells;
  const row = shape.transform((cells, context) => readRow(catalogue, cells as Cells, context));
  const file = await readDataFile(new URL(catalogue.file, data), row, Object.keys(shape.shape));
  if (!file.ok) return file;
  const rows = withCountryAndNumber(catalogue, file.rows);
  const faults = [...faultsOfOrder(file.rows), ...faultsOfCountry(rows), ...faultsOfCertificates(rows)];
  const { ok: _, rows: __, ...named } = file;
  return faults.length === 0 ? { ...named, ok: true, rows } : { ...named, ok: false, faults };
}

function readRow({ kind }: ComparisonCatalogue, cells: Cells, context: z.RefinementCtx): OwnCells {
  const certifyingBody = readBody(kind, cells.body);
  const certificate = readCertificate(kind, cells.certificate);
  const { name, level, merged } = readOccupationAndLevel(cells.occupation, cells.level);
  const refuse = (path: keyof Cells, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (!certifyingBody) refuse('body', 'is not a name with an English name in brackets');
  if (!certificate) refuse('certificate', 'is not a name with an English name in brackets');
  if (level === null) refuse('level', 'is no level such as 高级工（三级）');
  if (!name.ok) for (const { code, reason } of name.faults) refuse('occupation', `${code} (${reason})`);
  if (!certifyingBody || !certificate || level === null || !name.ok) return z.NEVER;
  const { fullName, key, irregularities } = name.value;
  return {
    cells,
    certifyingBody,
    certificate,
    occupationFullName: fullName,
    occupationKey: key,
    level,
    irregularities: [...irregularitiesOf(cells, level), ...(merged ? ['MERGED_CELL'] : []), ...irregularities],
  };
}

function irregularitiesOf({ row, country, certificate, pieces }: Cells, level: LevelNumber): string[] {
  const foreignLevel = foreignLevelOf(certificate);
  const checks: readonly (readonly [string, boolean])[] = [
    ['SEQ_MISSING', row === ''],
    ['COUNTRY_BLANK', country === ''],
    ['ROW_SPLIT', pieces !== undefined && pieces !== '1'],
    ['FOREIGN_LEVEL', foreignLevel !== null && foreignLevel !== level],
  ];
  return checks.flatMap(([kind, applies]) => (applies ? kind : []));
}

function withCountryAndNumber(catalogue: ComparisonCatalogue, rows: readonly OwnCells[]): ReadMapping[] {
  const { notice, item: annex } = catalogue.title;
  let above = '';
  return rows.map(({ cells, irregularities, ...own }, index) => {
    if (cells.country) above = cells.country;
    const row = index + 1;
    const mapping = {
      _id: stableId('mapping', notice, annex, row),
      kind: catalogue.kind,
      notice,
      annex,
      row,
      batch: catalogue.batch,
      countryOrRegion: cells.country === undefined ? null : above,
      ...own,
      from: firstDayOf(catalogue),
      to: null,
      printed: catalogue.headings.map(([column, { quote }]) => ({ column: quote, text: cells[column] ?? '' })),
    };
    return { mapping, irregularities };
  });
}

/** No clause says when the mappings begin: the notice's effective day is taken (PR). */
function firstDayOf({ title }: ComparisonCatalogue): Day {
  return findNotice(title.notice)!.effectiveOn;
}

function faultsOfOrder(rows: readonly OwnCells[]): DataFault[] {
  const at = rows.findIndex(({ cells }, index) => cells.row !== '' && cells.row !== String(index + 1));
  return at < 0 ? [] : [{ line: at + 2, column: 'row', reason: `should be ${at + 1} or blank` }];
}

function faultsOfCountry(rows: readonly ReadMapping[]): DataFault[] {
  return rows[0]?.mapping.countryOrRegion === ''
    ? [{ line: 2, column: 'country', reason: 'is blank and has none above it' }]
    : [];
}

/** One certificate counts as one occupation and level (CMP-002). */
function faultsOfCertificates(rows: readonly ReadMapping[]): DataFault[] {
  const nameOf = ({ mapping }: ReadMapping) =>
    nameKey(mapping.certificate.reference ?? '') + nameKey(mapping.certificate.nameZh);
  return rows.flatMap((row, index) => {
    const first = rows.findIndex((one) => nameOf(one) === nameOf(row));
    return first === index
      ? []
      : [{ line: index + 2, column: 'certificate', reason: `is listed already, in line ${first + 2}` }];
  });
}
