import { parseDay, stableId } from '@shanghai/kernel';
import { type Clock, type PrepareReport, importLine, importOnce, readDataFile } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { ViolationList } from './violation-list.js';
import { createViolationListIndexes, replaceViolationLists } from './violation-list-store.js';

/** Raised when stored rows change their meaning: the file is then loaded again. */
const LOADER = 1;

const ownData = new URL('../../data/', import.meta.url);

const day = z.string().transform((text, context) => {
  const reading = parseDay(text);
  if (reading.ok) return reading.value;
  context.addIssue({ code: 'custom', message: 'is not a day' });
  return z.NEVER;
});
const yesOrNo = z.enum(['yes', 'no']).transform((word) => word === 'yes');
const filled = z.string().min(1, 'is empty');
const absent = z.literal('').transform(() => null);

const row = z.object({
  list_id: filled,
  title: filled,
  source: filled,
  verified: yesOrNo,
  synthetic: yesOrNo,
  from: day,
  to: z.union([absent, day]),
  no: filled,
  subject_type: z.enum(['AGENCY', 'STAFF', 'CANDIDATE', 'GROUP_ORG', 'UNFILED_ORGANISATION']),
  description: filled,
  tier: z.union([absent, z.enum(['MINOR', 'GENERAL', 'SERIOUS', 'ESPECIALLY_SERIOUS'])]),
});

type Row = z.infer<typeof row>;

/** Loads the lists that are in hand once. A faulty file is refused whole and leaves what was loaded before. */
export async function loadViolationLists(store: Connection, clock: Clock, data: URL = ownData): Promise<PrepareReport> {
  await createViolationListIndexes(store);
  const outcome = await importOnce<Row>(
    store,
    {
      loader: LOADER,
      read: async () => readDataFile(new URL('violation-list-sample.csv', data), row, Object.keys(row.shape)),
      store: async (rows, session) => {
        await replaceViolationLists(store, listsOf(rows), session);
        return { rowsKept: rows.length, findings: [] };
      },
    },
    clock,
  );
  return { lines: [importLine(outcome)] };
}

function listsOf(rows: readonly Row[]): readonly ViolationList[] {
  const ids = [...new Set(rows.map((one) => one.list_id))];
  return ids.map((_id) => {
    const own = rows.filter((one) => one.list_id === _id);
    const { title, source, verified, synthetic, from, to } = own[0]!;
    const entries = own.map(({ no, subject_type: subjectType, description, tier }) => ({
      id: stableId('violation-entry', _id, no),
      ...{ no, subjectType, description, tier },
    }));
    return { _id, title, source, verified, synthetic, from, to, entries };
  });
}
