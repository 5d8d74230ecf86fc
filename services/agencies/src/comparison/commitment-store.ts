import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { CommitmentFacts } from './commitment-rules.js';

interface StoredCommitments extends CommitmentFacts {
  /** The agency, or the one that the applicant will be. */
  readonly _id: string;
}

const schema = new Schema<StoredCommitments>({ _id: String, areSigned: Boolean }, { versionKey: false });

function commitmentsOf(connection: Connection): Model<StoredCommitments> {
  return modelOf(connection, 'commitments', schema);
}

export async function createCommitmentIndexes(connection: Connection): Promise<void> {
  await commitmentsOf(connection).createCollection();
}

/** What is known of the commitments of an applicant; null as long as none is in hand. */
export async function findCommitments(
  connection: Connection,
  applicantId: string,
  session?: ClientSession,
): Promise<CommitmentFacts | null> {
  const found = await commitmentsOf(connection)
    .findById(applicantId)
    .session(session ?? null)
    .lean<StoredCommitments | null>();
  return found && { areSigned: found.areSigned };
}

/** Stores what is known of commitments. No act does so yet: commitments are not in hand. */
export async function storeCommitments(
  connection: Connection,
  applicantId: string,
  { areSigned }: CommitmentFacts,
): Promise<void> {
  await commitmentsOf(connection).replaceOne({ _id: applicantId }, { areSigned }, { upsert: true });
}
