import { districts } from '@shanghai/kernel';
import type { Connection } from 'mongoose';
import type { Json } from '../graph/graph.js';
import { after, overdueOf, seersOf, supervisorsOf } from './supervised-world.js';

/** A row of any kind, with the numbers of the districts that may see it. */
export interface Row {
  readonly collection: string;
  readonly document: { readonly _id: string };
  readonly seenBy: readonly number[];
}

type Stored = Json;
type Seers = ReadonlyMap<string, readonly number[]>;

const districtNo = (code: string | null): readonly number[] =>
  code === null ? [] : [districts.findIndex((one) => one.code === code)];
const isOfWorld = (id: unknown): id is string => typeof id === 'string' && /^(agency|college|social)-\d+$/.test(id);

/** What can be seen by itself, in the order in which what follows is told from it: who sees a row, by how the world was made. */
const things: readonly (readonly [collection: string, seenBy: (one: Stored, seers: Seers) => readonly number[]])[] = [
  ['subjects', ({ _id }) => (isOfWorld(_id) ? seersOf(_id) : [])],
  ['inspections', ({ lead, subject }) => [...districtNo(lead.district), ...supervisedAt(subject)]],
  ['draws', ({ lead }) => districtNo(lead.district)],
  ['annualAssessments', ({ agencyId }) => supervisorsOf(agencyId)],
  ['violationCases', (one) => supervisedAt({ agencyId: one['subject'].agencyId, siteId: one['siteId'] })],
  ['restrictions', ({ caseId }, seers) => seers.get(caseId) ?? []],
  ['alerts', ({ about }, seers) => seers.get(String(about).replace(/^\w+\//, '')) ?? []],
];

function supervisedAt({ agencyId, siteId }: Stored['subject']): readonly number[] {
  return isOfWorld(agencyId) ? supervisorsOf(agencyId, siteId) : [];
}

/** What is kept about things, each row by the id of what it is about. */
const about: Readonly<Record<string, (one: Stored) => string>> = {
  changes: ({ subjectId }) => subjectId,
  gradeFacts: ({ agencyId }) => agencyId,
  tallies: ({ thing }) => String(thing).replace(/^\w+\//, ''),
};

/** The collections whose rows callers are told. */
export const toldCollections: readonly string[] = [...things.map(([name]) => name), ...Object.keys(about)];

/** Beside them: read by no question, the same for everybody, or of the platform. A collection that is in neither list fails a test. */
export const untoldCollections: readonly string[] = [
  ...[
    'alertPlans',
    'alertMaterials',
    'alertProjects',
    'alertRosters',
    'alertRuns',
    'certificateCounts',
    'changeSubjects',
  ],
  ...['violationLists', 'imports', 'statements', 'journal', 'outbox', 'rememberedActs', 'refusedActs', 'refusalCounts'],
  ...['anchors', 'anchoredHeads', 'consumers', 'deadLetters', 'leases', 'guards'],
];

/** Every row with who may see it, told from how it was made and not by what the service stored of it. */
export async function worldRows(store: Connection): Promise<readonly Row[]> {
  const stored = async (name: string) => store.db!.collection<Stored>(name).find().toArray();
  // What was only told of, and never planned here.
  const seers = new Map<string, readonly number[]>(districts.map((_, no) => [overdueOf(no), [no]]));
  const rows: Row[] = [];
  for (const [collection, seenBy] of things)
    for (const document of await stored(collection)) {
      const seen = [...new Set(seenBy(document, seers))];
      seers.set(document._id, seen);
      // Some alerts are about filings.
      if (isOfWorld(document._id)) seers.set(`filing-of-${document._id}`, seen);
      rows.push({ collection, document, seenBy: seen });
    }
  for (const [collection, idOf] of Object.entries(about))
    for (const document of await stored(collection))
      rows.push({ collection, document, seenBy: seers.get(idOf(document)) ?? [] });
  return rows;
}

/** Puts these rows in the place of all that there are. */
export async function keepRows(store: Connection, rows: readonly Row[]): Promise<void> {
  for (const name of toldCollections) {
    const collection = store.db!.collection<{ _id: string }>(name);
    await collection.deleteMany({});
    const documents = rows.filter((one) => one.collection === name).map(({ document }) => document);
    if (documents.length > 0) await collection.insertMany(documents);
  }
}

/** The ids of a collection that belong to a district by its number, in the world as it was made. */
export function idsOf(rows: readonly Row[], collection: string, no: number): readonly string[] {
  return rows
    .filter((one) => one.collection === collection && one.seenBy[0] === no)
    .map(({ document }) => document._id);
}

/** The numbers of some districts beside one: its neighbours, of whom it shares sites, and one that has nothing to do with it. */
export function besides(no: number): readonly number[] {
  return [no, after(no, 1), after(no, districts.length - 1), after(no, districts.length - 2), after(no, 7)];
}
