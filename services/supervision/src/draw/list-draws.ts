import type { Day } from '@shanghai/kernel';
import { type Caller, type Page, type PageArguments, canonicalJson, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { DrawRecord, Pick, PoolEntry, Replacement } from './draw-record.js';
import {
  type Condition,
  countDraws,
  drawsVisibleTo,
  findDrawPage,
  newestDraws,
  publicOn,
  publishedDraws,
} from './draw-store.js';
import type { RandomDraw, StoredDraw } from './random-draw.js';

/** One page of draws; counting them all is a query of its own, made when asked for. */
export type DrawPage = Page<StoredDraw, () => Promise<number>>;

/** A subject that was drawn, in its draw. */
export interface PickOfDraw extends Pick {
  readonly drawId: string;
  readonly entry: PoolEntry;
  readonly replacements: readonly Replacement[];
}

/** The draws of a caller, the newest first. */
export async function listDraws(store: Connection, caller: Caller, page: PageArguments): Promise<DrawPage> {
  return listed(store, { page, order: newestDraws, filter: 'draws' }, [drawsVisibleTo(caller)]);
}

/** The draws that are public on a day. */
export async function listPublishedDraws(store: Connection, today: Day, page: PageArguments): Promise<DrawPage> {
  return listed(store, { page, order: publishedDraws, filter: 'published' }, [publicOn(today)]);
}

/** What is published of a draw; null before it is made. */
export function recordOf({ basis, seed, picks, replacements }: RandomDraw): DrawRecord | null {
  return seed === null ? null : { ...basis, seed, picks, ...(replacements && { replacements }) };
}

/** The record as everyone reads it: keys sorted, no blanks. */
export function printedRecord(draw: RandomDraw): string | null {
  const record = recordOf(draw);
  return record && canonicalJson(record);
}

/** Who was drawn, each with its place in the pool. */
export function picksOf({ _id: drawId, basis, picks, replacements = [] }: StoredDraw): readonly PickOfDraw[] {
  return picks.map((pick) => ({
    ...pick,
    drawId,
    entry: basis.pool.find(({ entryId }) => entryId === pick.entryId)!,
    replacements: replacements.filter(({ entryId }) => entryId === pick.entryId),
  }));
}

async function listed(
  store: Connection,
  request: Parameters<typeof pageQuery<StoredDraw>>[0],
  conditions: readonly Condition[],
): Promise<DrawPage> {
  const rows = await findDrawPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countDraws(store, conditions));
}
