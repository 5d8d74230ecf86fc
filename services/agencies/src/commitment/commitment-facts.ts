import type { Day } from '@shanghai/kernel';
import type { CommitmentFacts } from '../comparison/commitment-rules.js';
import type { RosterFacts } from '../roster/roster-facts.js';
import type { SignedDocument } from './signed-document.js';

/** What an agency has signed by a day, against the people it has then (STF-017). */
export function commitmentFactsOn(
  documents: readonly Pick<SignedDocument, 'kind' | 'person' | 'signedOn'>[],
  roster: RosterFacts | null,
  on: Day,
): CommitmentFacts {
  const signed = documents.filter(({ signedOn }) => signedOn <= on);
  const pledged = new Set(signed.flatMap(({ kind, person }) => (kind === 'INTEGRITY_PLEDGE' ? [person] : [])));
  return {
    isCommitted: signed.some(({ kind }) => kind === 'AGENCY_COMMITMENT'),
    unsigned: (roster?.staff ?? []).flatMap(({ no, person }) => (pledged.has(person as never) ? [] : [no])),
  };
}
