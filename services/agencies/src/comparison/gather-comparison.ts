import type { Day } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import type { Submitted } from '../application/gather-submission-facts.js';
import type { SubmissionFacts } from '../application/submission-facts.js';
import { commitmentFactsOn } from '../commitment/commitment-facts.js';
import { findDocumentsOf } from '../commitment/commitment-store.js';
import { findFilingsOfAgencies } from '../filing/filing-store.js';
import { findListedMappings } from '../listed-mapping/listed-mapping-store.js';
import { comparisonSince } from '../roster/roster-case.js';
import { rosterFactsOn } from '../roster/roster-on.js';
import { findRoster } from '../roster/roster-store.js';

/** What the rules of comparison look at beside the rest. */
export type ComparisonFacts = Pick<SubmissionFacts, 'mappings' | 'roster' | 'commitments' | 'comparisonSince'>;

/** What is asked for comparison alone: the mappings, the people of a day and what they have signed; four commands. */
export async function gatherComparison(
  store: Connection,
  { applicantId, form, route }: Submitted,
  session?: ClientSession,
): Promise<(on: Day) => ComparisonFacts> {
  if (route !== 'COMPARISON') return () => ({ mappings: null, roster: null, commitments: null, comparisonSince: null });
  const ids = form.items.map(({ mappingId }) => mappingId);
  const named = ids.filter((id) => id !== null);
  const found = await findListedMappings(store, named, session);
  const mappings = found && ids.map((id) => found.find(({ mappingId }) => mappingId === id) ?? null);
  const roster = await findRoster(store, applicantId, session);
  const documents = await findDocumentsOf(store, applicantId, session);
  const filings = await findFilingsOfAgencies(store, [applicantId], session);
  return (on) => {
    const people = roster && rosterFactsOn(roster, on);
    const commitments = commitmentFactsOn(documents, people, on);
    return { mappings, commitments, roster: people, comparisonSince: comparisonSince(filings, on) };
  };
}
