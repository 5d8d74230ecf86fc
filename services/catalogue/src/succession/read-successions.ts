import { nameKey } from '@shanghai/kernel';
import { type DataFile, readDataFile } from '@shanghai/platform';
import { z } from 'zod';
import { annexedEditions, findEdition } from '../edition/editions.js';
import type { StoredAnnexRow } from '../item/annex-row-store.js';
import type { NamedSuccession } from './succession-store.js';

const edition = z.string().refine((id) => findEdition(annexedEditions, id) !== null, 'is no edition');

const cells = {
  from_edition: edition,
  from: z.string().transform(nameKey),
  to_edition: edition,
  to: z.string().transform((names) => names.split('|').map(nameKey)),
  kind: z.enum(['RENAMED', 'SPLIT', 'TYPO']),
  evidence: z.string().min(1, 'a succession without evidence'),
};

/** Reads the successions and refuses those whose names no row of their edition has, or that lead backwards. */
export async function readSuccessions(data: URL, rows: readonly StoredAnnexRow[]): Promise<DataFile<NamedSuccession>> {
  const listed = new Set(rows.map(({ edition: of, key }) => `${of}/${key}`));
  const row = z.object(cells).transform((read, context): NamedSuccession => {
    const { from_edition: fromEdition, to_edition: toEdition, from: fromKey, to: toKeys, kind, evidence } = read;
    if (fromEdition >= toEdition)
      context.addIssue({ code: 'custom', path: ['to_edition'], message: 'is not the later edition' });
    if (!listed.has(`${fromEdition}/${fromKey}`))
      context.addIssue({ code: 'custom', path: ['from'], message: `is not in ${fromEdition}` });
    for (const key of toKeys)
      if (!listed.has(`${toEdition}/${key}`))
        context.addIssue({ code: 'custom', path: ['to'], message: `${key} is not in ${toEdition}` });
    if ((kind === 'SPLIT') !== toKeys.length > 1)
      context.addIssue({ code: 'custom', path: ['kind'], message: 'a split has several parts, and nothing else has' });
    return { kind, fromEdition, fromKey, toEdition, toKeys, evidence };
  });
  return readDataFile(new URL('successions.csv', data), row, Object.keys(cells));
}
