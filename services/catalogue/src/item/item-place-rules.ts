import type { EditionRef } from '../edition/editions.js';
import type { Succession } from '../succession/succession-rules.js';
import type { StoredItem } from './item-store.js';

/** Where an item of one edition is found in the catalogue of a day. */
export interface Place {
  readonly state: 'PRESENT' | 'RENAMED' | 'SPLIT' | 'ABSENT' | 'NO_CATALOGUE';
  readonly edition: EditionRef | null;
  readonly items: readonly StoredItem[];
  readonly evidence: string | null;
}

/** Finds an item among those of a catalogue that are of its lineage: first under its own name, then by succession. */
export function placeOf(
  item: Pick<StoredItem, '_id' | 'key' | 'lineageIds'>,
  edition: EditionRef | null,
  relatives: readonly StoredItem[],
  successions: readonly Pick<Succession, 'fromId' | 'toIds' | 'evidence'>[],
): Place {
  if (!edition) return { state: 'NO_CATALOGUE', edition, items: [], evidence: null };
  const same = relatives.find(({ key }) => key === item.key);
  if (same) return { state: 'PRESENT', edition, items: [same], evidence: null };
  if (relatives.length === 0) return { state: 'ABSENT', edition, items: [], evidence: null };
  const reached = relatives.map(({ _id }) => _id);
  const direct = successions.filter(({ fromId, toIds }) =>
    toIds.some(
      (toId) => (fromId === item._id && reached.includes(toId)) || (reached.includes(fromId) && toId === item._id),
    ),
  );
  const steps = successions.filter(({ fromId, toIds }) =>
    [fromId, ...toIds].every((id) => item.lineageIds.includes(id)),
  );
  const evidence = [...new Set((direct.length > 0 ? direct : steps).map((one) => one.evidence))].join('; ') || null;
  return { state: relatives.length === 1 ? 'RENAMED' : 'SPLIT', edition, items: relatives, evidence };
}
