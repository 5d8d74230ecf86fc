import type { Day } from '@shanghai/kernel';
import type { Sealer } from '@shanghai/platform';
import type { RosterEntry, StaffEntry, SupervisorDetails, SupervisorEntry } from './roster.js';
import type { IdentifiedLine } from './sheet-rules.js';
import {
  type LineMark,
  type TypedLine,
  type TypedPerson,
  type TypedStaff,
  type TypedSupervisor,
  personOf,
} from './typed-line.js';

/** The fields by which persons on a roster are sealed. */
export const rosterFields = {
  name: 'roster.name',
  idNumber: 'roster.idNumber',
  phone: 'roster.phone',
  details: 'roster.details',
} as const;

/** The line with what says whose it is. */
export function identified(sealer: Sealer, line: TypedLine): IdentifiedLine {
  const idNumber = personOf(line)?.idNumber ?? '';
  return { line, person: idNumber === '' ? null : sealer.searchHash(rosterFields.idNumber, idNumber) };
}

/** Lines as a retry is recognised by: equal lines are equal, and nobody can be read in it. */
export function fingerprintLines(sealer: Sealer, lines: readonly TypedLine[]): string {
  return sealer.searchHash(rosterFields.details, JSON.stringify(lines));
}

/** What a line of staff says, as it is stored. */
export function sealStaff(sealer: Sealer, typed: TypedStaff, filed: Filed): StaffEntry {
  const { department, title, posts, contract } = typed;
  return { ...sealPerson(sealer, typed, filed), department, title, posts, contract };
}

/** What a line of a supervisor says, as it is stored. */
export function sealSupervisor(sealer: Sealer, typed: TypedSupervisor, filed: Filed): SupervisorEntry {
  const { gender, birthDate, education, workAddress, email, qualification, experience, hasForm } = typed;
  const details: SupervisorDetails = { gender, birthDate, education, workAddress, email };
  return {
    ...sealPerson(sealer, typed, filed),
    details: sealer.seal(rosterFields.details, JSON.stringify(details)),
    ...{ qualification: qualification!, experience: experience!, hasForm },
  };
}

/** How and when a line was filed. */
export interface Filed {
  readonly mark: LineMark;
  readonly filedOn: Day;
}

function sealPerson(sealer: Sealer, { name, idNumber, phone, employer, note }: TypedPerson, filed: Filed): RosterEntry {
  return {
    ...filed,
    name: sealer.seal(rosterFields.name, name),
    idNumber: sealer.seal(rosterFields.idNumber, idNumber),
    phone: sealer.seal(rosterFields.phone, phone),
    employer,
    note,
  };
}
