import { findSubjectsById } from '@shanghai/supervision';
import { setTimeout } from 'node:timers/promises';
import { inventedAgencyId } from '../invented-agency.js';
import { populationSizes } from '../population-size.js';
import { type MakingSupervision, makeSupervision } from './make-supervision.js';

const A_MOMENT_MS = 100;
const EVERY = 20;

/**
 * Makes what is invented of supervision once supervision has heard of the invented agencies, which is some moments after they were
 * loaded; without them nobody is anybody's to supervise. Gives a line for what could not be made.
 */
export async function settleSupervision({
  patienceMs,
  ...making
}: Omit<MakingSupervision, 'known'> & { readonly patienceMs: number }): Promise<readonly string[]> {
  const { agencies } = populationSizes[making.size];
  const ids = Array.from({ length: agencies }, (_, at) => inventedAgencyId(at + 1));
  for (let waited = 0; !(await haveArrived(making, ids)); waited += A_MOMENT_MS) {
    if (making.signal?.aborted) return [];
    if (waited >= patienceMs)
      return ['population: no invented supervision, since supervision has not heard of the invented agencies'];
    await setTimeout(A_MOMENT_MS);
  }
  return makeSupervision({ ...making, known: new Set(ids) });
}

async function haveArrived({ store }: Pick<MakingSupervision, 'store'>, ids: readonly string[]): Promise<boolean> {
  // Some of each hundred, in the order in which they are told.
  const some = ids.toSorted().filter((_, at) => at % EVERY === 0);
  const found = await findSubjectsById(store, some, {});
  return found.filter(({ body }) => body !== null).length === some.length;
}
