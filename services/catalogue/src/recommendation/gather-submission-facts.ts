import { dayAt, displayName, nameKey } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import { findNames } from '../item/find-names.js';
import { findOccupationsOfCode } from '../item/item-store.js';
import { resolveName } from '../item/name-rules.js';
import { findRounds } from '../round/round-store.js';
import { printedRounds } from '../round/selection-round.js';
import { fullNameOf } from './recommendation-form.js';
import { findPriorities } from './recommendation-store.js';
import type { JudgedForm, Recommender } from './recommendation.js';
import type { SubmissionFacts } from './submission-facts.js';

/** What is to be judged as if it were submitted. */
export interface Submission {
  /** Null for a form that is not stored. */
  readonly id: string | null;
  readonly form: JudgedForm;
  readonly recommender: Recommender;
}

/** Everything that the rules of a submission rest on: six store commands at most. */
export async function gatherSubmissionFacts(
  store: Connection,
  { id, form, recommender }: Submission,
  at: Date,
  session?: ClientSession,
): Promise<SubmissionFacts> {
  const fullName = displayName(fullNameOf(form));
  const name = { key: nameKey(fullName), occupation: fullName.split('（')[0]! };
  // One after the other: a session carries one command at a time.
  const rounds = await findRounds(store, session);
  const otherPriorities = await findPriorities(store, { formNo: form.formNo, recommender, exceptId: id }, session);
  const [found] = await findNames(store, [{ on: dayAt(at), ...name }], session);
  const { edition } = found!;
  const occupationsOfCode =
    edition && form.code !== null ? await findOccupationsOfCode(store, edition.id, form.code, session) : [];
  return {
    at,
    form,
    rounds: [...printedRounds, ...rounds.filter(({ _id }) => !printedRounds.some((one) => one._id === _id))],
    otherPriorities,
    listed: resolveName(name, edition, found!),
    occupationsOfCode,
  };
}
