import type { DrawBasis, DrawRecord, Pick, PoolEntry } from './draw-record.js';
import { eligibleFor, sortedBy } from './eligible-inspectors.js';
import { type RandomStream, randomStream, seedHashOf } from './random-stream.js';
import { redrawInspector } from './redraw-inspector.js';

/**
 * SHA256-COUNTER-1. Strata in the order of their names, the pool of each in the order of its ids: a number below the sum of the
 * weights that are left says who is drawn, as often as the quota says. Then, in the order in which they were drawn, each is given
 * its inspectors, in the order of their numbers: the first of those who can lead, the others of those who are left. Who is
 * recused for a subject is not among them.
 * @throws RangeError when a subject has too few inspectors
 */
export function redraw(basis: DrawBasis, seed: string): readonly Pick[] {
  const random = randomStream(seed);
  const quotas = sortedBy(basis.quotas, ({ stratum }) => stratum);
  const drawn = quotas.flatMap(({ stratum, count }) => {
    const pool = basis.pool.filter((one) => one.stratum === stratum);
    return drawWeighted(
      sortedBy(pool, ({ entryId }) => entryId),
      count,
      random,
    );
  });
  return drawn.map(({ entryId }) => ({ entryId, inspectorNos: drawInspectors(basis, entryId, random) }));
}

/** Whether a record is what its seed gives, replacements too, and its seed the one that was committed to. */
export function isTrueDraw(record: DrawRecord): boolean {
  if (seedHashOf(record.seed) !== record.seedHash) return false;
  if (JSON.stringify(redraw(record, record.seed)) !== JSON.stringify(record.picks.map(inOrder))) return false;
  const { replacements = [] } = record;
  return replacements.every(
    (one, no) => redrawInspector({ ...record, replacements: replacements.slice(0, no) }, one) === one.replacedBy,
  );
}

/** Whether enough inspectors are left for a subject, one of whom can lead. */
export function hasInspectors(basis: DrawBasis, entryId: string): boolean {
  const eligible = eligibleFor(basis, entryId);
  return eligible.length >= basis.inspectorsEach && eligible.some(({ canLead }) => canLead);
}

function drawWeighted(pool: readonly PoolEntry[], count: number, random: RandomStream): readonly PoolEntry[] {
  const left = [...pool];
  const drawn: PoolEntry[] = [];
  while (drawn.length < count && left.length > 0) {
    let rest = random.below(left.reduce((sum, { weight }) => sum + weight, 0));
    const at = left.findIndex(({ weight }) => (rest -= weight) < 0);
    drawn.push(...left.splice(at, 1));
  }
  return drawn;
}

function drawInspectors(basis: DrawBasis, entryId: string, random: RandomStream): readonly string[] {
  if (!hasInspectors(basis, entryId)) throw new RangeError(`Too few inspectors for ${entryId}.`);
  const eligible = eligibleFor(basis, entryId);
  const leads = eligible.filter(({ canLead }) => canLead);
  const first = leads[random.below(leads.length)]!;
  const others = eligible.filter((one) => one !== first);
  const drawn = [first.inspectorNo];
  while (drawn.length < basis.inspectorsEach) drawn.push(others.splice(random.below(others.length), 1)[0]!.inspectorNo);
  return drawn;
}

function inOrder({ entryId, inspectorNos }: Pick): Pick {
  return { entryId, inspectorNos };
}
