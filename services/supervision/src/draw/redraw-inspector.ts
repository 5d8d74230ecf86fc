import type { DrawRecord, Pick, Replacement } from './draw-record.js';
import { eligibleFor } from './eligible-inspectors.js';
import { randomStream } from './random-stream.js';

/** Who goes for a subject, and whose place is to be taken. */
export type Leaving = Omit<Replacement, 'replacedBy'>;

/**
 * Who takes the place of an inspector who is related to the subject, by the committed seed: of those who could be drawn for it and
 * were on its team never, in the order of their numbers, the one that the first number of the stream `seed/replacement/n` says, n
 * counting the replacements of the draw from 1. For who leads, of those who can lead. Null when nobody is left, or he is not on it.
 */
export function redrawInspector(record: DrawRecord, { entryId, inspectorNo }: Leaving): string | null {
  const { seed, picks, replacements = [] } = record;
  const pick = picks.find((one) => one.entryId === entryId);
  const place = pick ? teamAfter(pick, replacements).indexOf(inspectorNo) : -1;
  if (!pick || place < 0) return null;
  const own = replacements.filter((one) => one.entryId === entryId);
  const were = new Set([...pick.inspectorNos, ...own.map(({ replacedBy }) => replacedBy)]);
  const left = eligibleFor(record, entryId).filter((one) => !were.has(one.inspectorNo) && (place > 0 || one.canLead));
  if (left.length === 0) return null;
  return left[randomStream(`${seed}/replacement/${replacements.length + 1}`).below(left.length)]!.inspectorNo;
}

/** Who goes for a subject after the replacements: the first leads. */
export function teamAfter(
  { entryId, inspectorNos }: Pick,
  replacements: readonly Replacement[] = [],
): readonly string[] {
  return replacements
    .filter((one) => one.entryId === entryId)
    .reduce<readonly string[]>(
      (team, { inspectorNo, replacedBy }) => team.map((one) => (one === inspectorNo ? replacedBy : one)),
      inspectorNos,
    );
}
