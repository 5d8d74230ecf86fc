import { type Day, displayName, nameKey } from '@shanghai/kernel';
import type { Context } from '../context.js';
import type { NameQuestion } from './find-names.js';
import { type Resolved, resolveName } from './name-rules.js';

/** A name as some paper prints it, brackets and blanks made one. */
export interface PrintedName {
  readonly id: string;
}

/** What a name stands for in the catalogue of a day. Any number of names asked for in one tick is two store queries at most. */
export async function findByName({ loaders }: Context, printed: string, on: Day): Promise<Resolved> {
  const name = { key: nameKey(printed), occupation: displayName(printed).split('（')[0]! };
  const question: NameQuestion = { on, ...name };
  const found = await loaders.itemsByName.load(JSON.stringify(question));
  return resolveName(name, found.edition, found);
}
