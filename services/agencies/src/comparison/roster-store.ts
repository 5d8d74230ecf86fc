import type { LedgerId } from '@shanghai/kernel';
import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { RosterFacts } from './roster-rules.js';

interface StoredRoster {
  /** The agency, or the one that the applicant will be. */
  readonly _id: string;
  readonly met: readonly LedgerId[];
}

const schema = new Schema<StoredRoster>({ _id: String, met: [String] }, { versionKey: false });

function rostersOf(connection: Connection): Model<StoredRoster> {
  return modelOf(connection, 'rosters', schema);
}

export async function createRosterIndexes(connection: Connection): Promise<void> {
  await rostersOf(connection).createCollection();
}

/** What is known of the people of an applicant; null as long as no roster is in hand. */
export async function findRoster(
  connection: Connection,
  applicantId: string,
  session?: ClientSession,
): Promise<RosterFacts | null> {
  const found = await rostersOf(connection)
    .findById(applicantId)
    .session(session ?? null)
    .lean<StoredRoster | null>();
  return found && { met: found.met };
}

/** Stores what a roster says to the rules. No act does so yet: rosters are not in hand. */
export async function storeRoster(connection: Connection, applicantId: string, { met }: RosterFacts): Promise<void> {
  await rostersOf(connection).replaceOne({ _id: applicantId }, { _id: applicantId, met }, { upsert: true });
}
