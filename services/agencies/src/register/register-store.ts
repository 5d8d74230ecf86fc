import type { Day } from '@shanghai/kernel';
import { type Caller, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { type Where, recordStore } from '../record/record-store.js';
import type { RegisterKind, RegisteredPerson, StoredPerson } from './registered-person.js';

type Row = StoredPerson;

const schema = new Schema<Row>(
  {
    _id: String,
    version: Number,
    kind: String,
    status: String,
    no: String,
    agencyId: String,
    district: String,
    name: String,
    idNumber: String,
    idHash: String,
    phone: String,
    employer: String,
    title: String,
    speciality: String,
    qualificationNo: String,
    qualifiedUntil: String,
    relations: [new Schema({ kind: String, body: String }, { _id: false })],
    from: String,
    to: String,
  },
  { versionKey: false },
);
schema.index({ kind: 1, no: 1, _id: 1 });
schema.index({ idHash: 1 });
schema.index({ district: 1, no: 1, _id: 1 });
schema.index({ agencyId: 1, no: 1, _id: 1 });
schema.index({ no: 1, _id: 1 });

function personsOf(connection: Connection): Model<Row> {
  return modelOf(connection, 'registeredPersons', schema);
}

/** The persons of registers. */
export const registerRecords = recordStore<Row>(personsOf);

/**
 * Who is seen: by an agency its own examiners, by a district its own supervisors, whoever keeps or oversees the city's registers
 * all. What districts see of examiners is for supervision to ask the agency.
 */
export function personsVisibleTo(caller: Pick<Caller, 'scopes'>): Where {
  return rowsOf(caller, { agency: 'agencyId', district: 'district' });
}

/** Where a number or a person would be taken. */
export type SameRegister = Pick<RegisteredPerson, 'kind' | 'agencyId' | 'district' | 'idHash' | 'no'>;

/** The others of a register who have the same number or are the same person: registered still for the latter. */
export async function findSame(
  connection: Connection,
  { kind, agencyId, district, idHash, no }: SameRegister,
  session: ClientSession,
): Promise<{ readonly isRegistered: boolean; readonly isNumberTaken: boolean }> {
  const found = await registerRecords.findAll(
    connection,
    { $and: [{ kind, agencyId, district }, { $or: [{ idHash, status: 'REGISTERED' }, { no }] }] },
    session,
  );
  return {
    isRegistered: found.some((one) => one.idHash === idHash && one.status === 'REGISTERED'),
    isNumberTaken: found.some((one) => one.no === no),
  };
}

/** What the register knows of the experts of a panel. */
export async function findExperts(
  connection: Connection,
  panel: readonly { readonly expertNo: string }[],
  session: ClientSession,
): Promise<readonly Row[]> {
  const numbers = panel.map(({ expertNo }) => expertNo.trim());
  return registerRecords.findAll(connection, { kind: 'EXPERT', no: trusted({ $in: numbers }) }, session);
}

/** Who is in a register on a day. */
export function personsWhere(kind: RegisterKind, asOf: Day): Where {
  return { kind, from: trusted({ $lte: asOf }), to: trusted({ $not: { $lt: asOf } }) };
}
