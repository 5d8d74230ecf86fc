import { displayName, nameKey } from '@shanghai/kernel';
import type { Context } from '../context.js';
import type { Edition } from '../edition/editions.js';
import type { NameQuestion } from './find-names.js';
import { type Resolved, resolveName } from './name-rules.js';

/** A name as some paper prints it, brackets and blanks made one. */
export interface PrintedName {
  readonly id: string;
}

/** What a name stands for in a catalogue. Any number of names asked for in one tick is three store queries at most. */
export async function findByName({ loaders }: Context, printed: string, edition: Edition | null): Promise<Resolved> {
  const name = { key: nameKey(printed), occupation: displayName(printed).split('（')[0]! };
  if (!edition) return resolveName(name, edition, { named: [], listed: [] });
  const question: NameQuestion = { edition: edition.id, ...name };
  return resolveName(name, edition, await loaders.itemsByName.load(JSON.stringify(question)));
}
