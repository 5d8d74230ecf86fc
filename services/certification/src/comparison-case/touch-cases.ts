import { addDays, dayAt } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import { comparisonCatalogues } from '../mapping/comparison-catalogues.js';
import { findListedEditions } from '../mapping/listed-edition-store.js';
import type { ListedEdition } from '../mapping/listed-edition.js';
import { findMappingsOf } from '../mapping/mapping-store.js';
import { catalogueOn, isSameTarget, targetIn } from '../mapping/target-rules.js';
import { pendingStatuses } from './comparison-machine.js';
import { findComparisonsOfMappings } from './comparison-store.js';
import { storeTouched } from './touched-case-store.js';
import type { TouchedCase } from './touched-case.js';

/** An edition of the catalogue that has arrived, and when it was told. */
export interface Arrival {
  readonly edition: string;
  readonly at: Date;
}

/**
 * Tells exactly the cases that were pending and whose target is another in the edition than in the one before. Nothing of them
 * changes (CMP-003), and an edition that arrives again tells nobody twice.
 */
export async function touchCases(
  store: Connection,
  { edition: id, at }: Arrival,
  session: ClientSession,
): Promise<void> {
  const editions = await findListedEditions(store, session);
  const edition = editions.find(({ _id }) => _id === id)!;
  const changes = await changesOf(store, edition, editions);
  if (changes.size === 0) return;
  const cases = await findComparisonsOfMappings(store, [...changes.keys()], pendingStatuses, session);
  const toldOn = dayAt(at);
  const touched = cases
    .filter(({ receivedAt }) => receivedAt <= at)
    .map(({ _id: caseId, agencyId, districts, mappingId }): TouchedCase => ({
      ...{ _id: `${id}/${caseId}`, edition: id, effectiveOn: edition.effectiveOn, toldOn, caseId },
      ...{ agencyId, districts, mappingId, ...changes.get(mappingId)! },
    }));
  await storeTouched(store, touched, session);
}

/** The targets that an edition changes, by mapping, with what they were. */
async function changesOf(
  store: Connection,
  edition: ListedEdition,
  editions: readonly ListedEdition[],
): Promise<ReadonlyMap<string, Pick<TouchedCase, 'before' | 'after'>>> {
  const previous = catalogueOn(
    editions.filter(({ _id }) => _id !== edition._id),
    addDays(edition.effectiveOn, -1),
  );
  const annexes = comparisonCatalogues.map(({ title: { notice, item: annex } }) => ({ notice, annex }));
  const targets = (await findMappingsOf(store, annexes)).map((mapping) => {
    const [before, after] = [targetIn(mapping, previous, editions), targetIn(mapping, edition, editions)];
    return [mapping._id, { before, after }] as const;
  });
  return new Map(targets.filter(([, { before, after }]) => !isSameTarget(before, after)));
}
