import type { DistrictCode, Role } from '@shanghai/kernel';
import type { Drafting } from '../application/acts/draft-application.js';
import type { OnAggregate } from '@shanghai/platform';
import { type RecordKind, type RecordOutcome, type RecordVerb, performOnRecord } from '../record/perform-on-record.js';
import { type RegisterAct, registerSteps } from './register-machine.js';
import type { Keeper } from './register-rules.js';
import { personsVisibleTo, registerRecords } from './register-store.js';
import type { RegisteredPerson } from './registered-person.js';

/** Who acts on registers: the sealer keeps the persons from who has no business with them. */
export type Registering = Drafting;

/** A person as an act left the entry, or every reason why it was refused. */
export type RegisterOutcome = RecordOutcome<RegisteredPerson>;

/** The persons of registers as records; nobody outside is told of a person. */
const registeredPersons: RecordKind<RegisteredPerson, RegisterAct> = {
  kind: 'registered-person',
  steps: registerSteps,
  find: async ({ store, caller }, id, session) => registerRecords.find(store, id, personsVisibleTo(caller), session),
  save: registerRecords.save,
};

/** Does something to an entry of a register. */
export async function performOnRegister<Facts = null>(
  acting: Registering,
  on: OnAggregate,
  verb: RecordVerb<RegisteredPerson, RegisterAct, Facts>,
): Promise<RegisterOutcome> {
  return performOnRecord(registeredPersons, acting, on, verb);
}

/** Who asks, as the keeper of registers. */
export function keeperOf({ caller }: Pick<Registering, 'caller'>): Keeper {
  return { role: caller.role as Role, district: (caller.scopes['district'] ?? null) as DistrictCode | null };
}
