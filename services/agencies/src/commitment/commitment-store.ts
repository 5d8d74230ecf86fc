import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { recordStore } from '../record/record-store.js';
import type { StoredDocument } from './signed-document.js';

const schema = new Schema<StoredDocument>(
  {
    _id: String,
    version: Number,
    status: String,
    kind: String,
    number: String,
    agencyId: String,
    agencyName: String,
    capacity: String,
    signatory: String,
    person: String,
    textVersion: String,
    signedOn: String,
  },
  { versionKey: false },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ agencyId: 1, _id: 1 });

function documentsOf(connection: Connection): Model<StoredDocument> {
  return modelOf(connection, 'signedDocuments', schema);
}

/** What was signed. */
export const documentRecords = recordStore<StoredDocument>(documentsOf);

/** All that was signed for an agency. */
export async function findDocumentsOf(
  connection: Connection,
  agencyId: string,
  session?: ClientSession,
): Promise<readonly StoredDocument[]> {
  return documentRecords.findAll(connection, { agencyId }, session);
}
