import type { Day } from '@shanghai/kernel';
import { ONE_BATCH } from '@shanghai/platform';
import { type ClientSession, type Connection, trusted } from 'mongoose';
import type { ApplicationStatus, StoredApplication } from './application.js';
import { applicationsOf } from './application-store.js';

/** The states between agency assessment and filing, in which an application counts for its items (AGY-010). */
const COUNTED: readonly ApplicationStatus[] = ['PROJECT_ASSESSMENT', 'AWAITING_CONSENT', 'PUBLICITY'];

/** What other applications say to the rules of one: their forms are left in the store. */
export type OtherApplication = Pick<
  StoredApplication,
  '_id' | 'applicantId' | 'route' | 'status' | 'since' | 'submittedAt' | 'roundId' | 'items' | 'lineageIds'
>;

/** The submitted applications of an applicant, and those of anyone that count for items of these lineages: one command. */
export async function findOtherApplications(
  connection: Connection,
  of: { readonly applicantId: string; readonly applicationId: string | null; readonly lineageIds: readonly string[] },
  session?: ClientSession,
): Promise<OtherApplication[]> {
  const { applicantId, applicationId, lineageIds } = of;
  const found = await applicationsOf(connection)
    .find(
      { $or: [{ applicantId }, { lineageIds: trusted({ $in: lineageIds }), status: trusted({ $in: COUNTED }) }] },
      { applicantId: 1, route: 1, status: 1, since: 1, submittedAt: 1, roundId: 1, items: 1, lineageIds: 1 },
    )
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<OtherApplication[]>();
  return found.filter(({ _id, submittedAt }) => _id !== applicationId && submittedAt !== null);
}

/** Whether an application counts for the items it was submitted for. */
export function isCounted({ status }: Pick<OtherApplication, 'status'>): boolean {
  return COUNTED.includes(status);
}

/** The ids of up to so many applications whose project assessment should have ended before a day, the longest due first. */
export async function findOverdueProjects(connection: Connection, on: Day, limit: number): Promise<readonly string[]> {
  const found = await applicationsOf(connection)
    .find({ status: 'PROJECT_ASSESSMENT', projectDueOn: trusted({ $lt: on }) }, { _id: 1 })
    .sort({ projectDueOn: 1 })
    .limit(limit)
    .lean<{ readonly _id: string }[]>();
  return found.map(({ _id }) => _id);
}
