import type { Day, ItemKind, LevelNumber, NoticeNumber, OccupationCode } from '@shanghai/kernel';
import { canonicalJson } from '@shanghai/platform';
import { createHash } from 'node:crypto';
import type { StoredItem } from '../item/item-store.js';
import type { KeptEdition } from './edition-store.js';
import type { Edition, EditionKind } from './editions.js';

/** An item of an edition (职业（工种）), as other services are told of it. */
export interface ToldItem {
  readonly id: string;
  readonly fullName: string;
  readonly key: string;
  readonly code: OccupationCode | null;
  readonly kind: ItemKind;
  readonly levels: readonly LevelNumber[];
  readonly lineageIds: readonly string[];
  readonly row: number;
}

/** The payload of `edition.published`: an edition (目录) with all its items. A later one takes the place of an earlier. */
export interface EditionTold {
  readonly edition: string;
  readonly kind: EditionKind;
  readonly notice: NoticeNumber;
  readonly effectiveOn: Day;
  /** The edition that it was made from; null for the lists of the notices. */
  readonly previous: string | null;
  readonly items: readonly ToldItem[];
}

/** What others are told of an edition with its items. */
export function tellingOf(
  { id, kind, notice, effectiveOn, previous }: Edition,
  items: readonly StoredItem[],
): EditionTold {
  const own = items.filter(({ edition }) => edition === id);
  return { edition: id, kind, notice, effectiveOn, previous, items: own.map(toldItem) };
}

/** An edition with the mark of what others are told of it. */
export function toldEdition(edition: Edition, told: EditionTold, statementHash: string | null): KeptEdition {
  const { id, kind, notice, annex, title, effectiveOn, basisDocument, publishedAt, previous, dropped } = edition;
  const own = { id, kind, notice, annex, title, effectiveOn, basisDocument, publishedAt, previous, dropped };
  return { ...own, statementHash, itemCount: told.items.length, contentHash: hashOf([title, annex, told]) };
}

/** SHA-256 of a value. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function toldItem({ _id: id, fullName, key, code, kind, levels, lineageIds, row }: StoredItem): ToldItem {
  return { id, fullName, key, code, kind, levels, lineageIds, row };
}
