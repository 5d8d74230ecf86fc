import { type Day, type LevelNumber, nameKey } from '@shanghai/kernel';
import { type Order, type PageQuery, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ComparisonKind, ComparisonMapping } from './comparison-mapping.js';

/** A mapping with what it is searched by. */
interface StoredMapping extends ComparisonMapping {
  readonly countryKey: string;
  /** The compared forms of what can be searched for, in lower case, one a line: no search text spans two. */
  readonly searched: string;
}

/** Which mappings of a day are wanted. Absent: all of them. */
export interface MappingFilter {
  readonly on: Day;
  readonly kind?: ComparisonKind | undefined;
  readonly text?: string | undefined;
  readonly countryOrRegion?: string | undefined;
  /** Null: a grade without a number, which none counts as. */
  readonly level?: LevelNumber | null | undefined;
}

/** The order of the annexes. */
export const mappingOrder: Order<ComparisonMapping> = [
  { field: 'from', direction: 'asc', of: ({ from }) => from },
  { field: 'annex', direction: 'asc', of: ({ annex }) => annex },
  { field: 'row', direction: 'asc', of: ({ row }) => row },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

const names = { _id: false, nameZh: String, nameEn: String };
const schema = new Schema<StoredMapping>(
  {
    _id: String,
    kind: String,
    notice: String,
    annex: String,
    row: Number,
    batch: String,
    countryOrRegion: String,
    countryKey: String,
    certifyingBody: { ...names, abbreviation: String },
    certificate: { ...names, reference: String, starGrade: String },
    occupationFullName: String,
    occupationKey: String,
    level: Number,
    from: String,
    to: String,
    printed: [{ _id: false, column: String, text: String }],
    searched: String,
  },
  { versionKey: false },
);
// Lists read the first in its order and test the rest of a filter on the few documents of the days it bounds.
schema.index({ from: 1, annex: 1, row: 1, _id: 1 });
schema.index({ occupationKey: 1, from: 1, annex: 1, row: 1 });
schema.index({ notice: 1, annex: 1, row: 1 }, { unique: true });

function mappingsOf(connection: Connection): Model<StoredMapping> {
  return modelOf(connection, 'mappings', schema);
}

export async function createMappingIndexes(connection: Connection): Promise<void> {
  await mappingsOf(connection).createIndexes();
}

export async function findMappingPage(
  connection: Connection,
  filter: MappingFilter,
  page: PageQuery,
): Promise<ComparisonMapping[]> {
  return mappingsOf(connection)
    .find({ $and: [whereOf(filter), page.where] }, shown)
    .sort(page.sort)
    .limit(page.limit)
    .lean<ComparisonMapping[]>();
}

export async function countMappings(connection: Connection, filter: MappingFilter): Promise<number> {
  return mappingsOf(connection).countDocuments(whereOf(filter));
}

export async function findMappingsById(connection: Connection, ids: readonly string[]): Promise<ComparisonMapping[]> {
  return mappingsOf(connection)
    .find({ _id: trusted({ $in: ids }) }, shown)
    .lean<ComparisonMapping[]>();
}

/** The mappings of all days to one of the occupations, in the order of the annexes. */
export async function findMappingsByOccupation(
  connection: Connection,
  keys: readonly string[],
): Promise<ComparisonMapping[]> {
  return mappingsOf(connection)
    .find({ occupationKey: trusted({ $in: keys }) }, shown)
    .sort({ from: 1, annex: 1, row: 1 })
    .lean<ComparisonMapping[]>();
}

/** Every mapping of these annexes, in their order. */
export async function findMappingsOf(
  connection: Connection,
  annexes: readonly Pick<ComparisonMapping, 'notice' | 'annex'>[],
): Promise<ComparisonMapping[]> {
  return mappingsOf(connection)
    .find({ $or: annexes.map(({ notice, annex }) => ({ notice, annex })) }, shown)
    .sort({ notice: 1, annex: 1, row: 1 })
    .lean<ComparisonMapping[]>();
}

/** Puts these mappings in the place of those that the annex gave before. */
export async function replaceMappings(
  connection: Connection,
  { notice, annex }: Pick<ComparisonMapping, 'notice' | 'annex'>,
  mappings: readonly ComparisonMapping[],
  session: ClientSession,
): Promise<void> {
  await mappingsOf(connection).deleteMany({ notice, annex }, { session });
  await mappingsOf(connection).insertMany(mappings.map(storedOf), { session });
}

const shown = { countryKey: 0, searched: 0 };

function whereOf({ on, kind, text, countryOrRegion, level }: MappingFilter): Record<string, unknown> {
  return {
    from: trusted({ $lte: on }),
    $or: [{ to: null }, { to: trusted({ $gte: on }) }],
    ...(kind && { kind }),
    ...(level !== undefined && { level }),
    ...(countryOrRegion !== undefined && { countryKey: searchKey(countryOrRegion) }),
    ...(text !== undefined && { searched: new RegExp(literal(searchKey(text))) }),
  };
}

/** Searched are the names as read and the cells as printed, since a user copies either. */
function storedOf(mapping: ComparisonMapping): StoredMapping {
  const { countryOrRegion, certifyingBody: body, certificate, occupationFullName, printed } = mapping;
  const texts = [
    countryOrRegion,
    ...[body.nameZh, body.nameEn, body.abbreviation],
    ...[certificate.nameZh, certificate.nameEn, certificate.reference, certificate.starGrade],
    occupationFullName,
    ...printed.map(({ text }) => text),
  ];
  return {
    ...mapping,
    countryKey: searchKey(countryOrRegion ?? ''),
    searched: [...new Set(texts.map((text) => searchKey(text ?? '')))].join('\n'),
  };
}

/** In lower case, because Latin names are typed in either; Chinese has none. */
function searchKey(text: string): string {
  return nameKey(text).toLowerCase();
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
