import type { Day } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import { findListedEditions } from './listed-edition-store.js';
import { type MappingTarget, type NamedTarget, catalogueOn, targetIn } from './target-rules.js';

/** What the target of a mapping is in the catalogue of a day, or why it is none. */
export async function targetOfMapping(
  store: Connection,
  mapping: NamedTarget,
  on: Day,
  session?: ClientSession,
): Promise<MappingTarget> {
  const editions = await findListedEditions(store, session);
  return targetIn(mapping, catalogueOn(editions, on), editions);
}
