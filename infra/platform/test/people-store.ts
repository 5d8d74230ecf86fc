import mongoose, { type Connection } from 'mongoose';
import type { Sealed, Sealer, SearchHash } from '../dist/seal/sealer.js';
import { modelOf } from '../dist/store/model-of.js';

/** A person as the rest of the program knows them. */
export interface Person {
  readonly id: string;
  readonly number: string;
  readonly phone: string;
}

/** A person as the store knows them: nothing about them can be read without the keys. */
interface StoredPerson {
  readonly _id: string;
  readonly number: Sealed;
  readonly numberHash: SearchHash;
  readonly phone: Sealed;
}

const schema = new mongoose.Schema<StoredPerson>(
  { _id: String, number: String, numberHash: String, phone: String },
  { versionKey: false },
);
const people = (store: Connection) => modelOf<StoredPerson>(store, 'people', schema);

function stored({ seal, searchHash }: Sealer, { id, number, phone }: Person): StoredPerson {
  return {
    _id: id,
    number: seal('people.number', number),
    numberHash: searchHash('people.number', number),
    phone: seal('people.phone', phone),
  };
}

function opened({ open }: Sealer, { _id, number, phone }: StoredPerson): Person {
  return { id: _id, number: open('people.number', number), phone: open('people.phone', phone) };
}

/** Makes the index by which a number is unique and found, though it is not there. */
export async function prepareIndexes(store: Connection): Promise<void> {
  await people(store).collection.createIndexes([{ key: { numberHash: 1 }, unique: true }]);
}

export async function insertPerson(store: Connection, sealer: Sealer, person: Person): Promise<void> {
  await people(store).create([stored(sealer, person)]);
}

export async function findByNumber(store: Connection, sealer: Sealer, number: string): Promise<Person | null> {
  const numberHash = sealer.searchHash('people.number', number);
  const row = await people(store).findOne({ numberHash }).lean();
  return row ? opened(sealer, row) : null;
}

/** The row as it is stored, and as a cache of rows would keep it. */
export async function storedRow(store: Connection, id: string): Promise<object | null> {
  return people(store).findById(id).lean();
}

/** Seals again what is under an older key; the answer is how many rows that were. A second time it is none. */
export async function resealPeople(store: Connection, sealer: Sealer): Promise<number> {
  let count = 0;
  for await (const row of people(store).find().lean().cursor()) {
    const { _id, number, phone } = row;
    if (sealer.isCurrent(number) && sealer.isCurrent(phone)) continue;
    const renewed = {
      number: sealer.reseal('people.number', number),
      phone: sealer.reseal('people.phone', phone),
    };
    // One that was changed meanwhile was sealed with the new key by who changed it.
    const { modifiedCount } = await people(store).updateOne({ _id, number, phone }, { $set: renewed });
    count += modifiedCount;
  }
  return count;
}
