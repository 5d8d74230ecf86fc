import { listDeadLetters } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { SubjectStanding } from './standing-rules.js';

/** The name of the consumer that keeps the subjects. */
export const SUBJECTS_CONSUMER = 'subjects';

/** How many events a consumer has still to take. */
export type Lag = (consumer: string) => Promise<number>;

/** How far the subjects are from what agencies have told. */
export async function subjectStanding(store: Connection, lag: Lag): Promise<SubjectStanding> {
  const [behind, parked] = await Promise.all([lag(SUBJECTS_CONSUMER), listDeadLetters(store, SUBJECTS_CONSUMER)]);
  return { behind, parked: parked.length };
}
