import { listDeadLetters } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { Lag } from '../subject/subject-standing.js';
import type { GradeStanding } from './grade-standing-rules.js';
import { GRADES_CONSUMER } from './take-grade-facts.js';

/** How far what grades follow from is from what was done. */
export async function gradeStanding(store: Connection, lag: Lag): Promise<GradeStanding> {
  const [behind, parked] = await Promise.all([lag(GRADES_CONSUMER), listDeadLetters(store, GRADES_CONSUMER)]);
  return { behind, parked: parked.length };
}
