import { createHash } from 'node:crypto';
import { nameKey } from '../catalogue/catalogue-name.js';
import { type NoticeNumber, findNotice } from '../notices/notice.js';

/** What an id is of. Part of the hash, so that equal parts of two kinds give two ids. */
export type EntityKind =
  | 'item'
  | 'succession'
  | 'agency'
  | 'staff'
  | 'filing'
  | 'filed-item'
  | 'site'
  | 'mapping'
  | 'application'
  | 'recommendation'
  | 'registered-person'
  | 'question-bank'
  | 'standard'
  | 'commitment'
  | 'material'
  | 'plan'
  | 'case'
  | 'measure'
  | 'restriction'
  | 'inspection'
  | 'draw'
  | 'annual-assessment'
  | 'violation-entry'
  | 'comparison'
  | 'certificate'
  | 'certificate-batch'
  | 'share-link';

/**
 * An opaque id that is the same wherever and whenever it is made from the same parts: the kind, a hyphen, and 20 hexadecimal
 * digits of SHA-256. Services that never read each other's data name the same entity by it.
 */
export function stableId(kind: EntityKind, ...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest('hex');
  return `${kind}-${digest.slice(0, 20)}`;
}

/** The id of a catalogue item: the edition and the compared form of its full name identify it (CAT-005). */
export function catalogueItemId(edition: string, fullName: string): string {
  return stableId('item', edition, nameKey(fullName));
}

/** A row of an annex, as the annexes number them; the annex of 38号 has no number and is 附件. */
export interface AnnexRowRef {
  readonly notice: NoticeNumber;
  readonly annex: string;
  readonly row: number;
}

/** The id of a row of an annex. */
export function annexRowId({ notice, annex, row }: AnnexRowRef): string {
  return `${notice}/${annex}/${row}`;
}

/** The row that an id names, or null when it is not the id of a row of one of the five notices. */
export function parseAnnexRowId(id: string): AnnexRowRef | null {
  const [number, annex, row, ...more] = id.split('/');
  const notice = findNotice(number!);
  if (!notice || !annex || !/^[1-9]\d{0,4}$/.test(row ?? '') || more.length > 0) return null;
  return { notice: notice.number, annex, row: Number(row) };
}
