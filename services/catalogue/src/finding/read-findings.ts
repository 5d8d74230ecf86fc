import { type NoticeNumber, findNotice } from '@shanghai/kernel';
import { type DataFile, readDataFile } from '@shanghai/platform';
import { z } from 'zod';
import type { StoredFinding } from './finding-store.js';

const words = z.string().min(1, 'is empty');

const cells = {
  id: z.string().regex(/^ANO-\d{3}$/, 'is no id of a finding'),
  notices: z
    .string()
    .transform((numbers) => numbers.split('|'))
    .refine((numbers) => numbers.every((number) => findNotice(number) !== null), 'is not one of the five notices')
    .transform((numbers) => numbers as NoticeNumber[]),
  rows: z.string().transform((ids) => ids.split('|').filter((id) => id !== '')),
  place: words,
  kind: z.string().regex(/^[A-Z0-9_]+$/, 'is no code'),
  severity: z.enum(['INFO', 'WARN']),
  what: words,
  treatment: words,
};

const row = z.object(cells).transform(({ id, rows, ...rest }): StoredFinding => ({ _id: id, rowIds: rows, ...rest }));

/** Reads what is irregular in the sources. */
export async function readFindings(data: URL): Promise<DataFile<StoredFinding>> {
  return readDataFile(new URL('source-findings.csv', data), row, Object.keys(cells));
}
