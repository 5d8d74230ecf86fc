import type { Day } from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';
import type { Holding } from '../post/post.js';
import type { Contract } from './roster-facts.js';
import type { LineMark } from './typed-line.js';

/** What an entry says of a person on either sheet. Who it is can be read with the key alone. */
export interface RosterEntry {
  readonly mark: LineMark;
  /** 备案时间: from this day on it is so. */
  readonly filedOn: Day;
  readonly name: Sealed;
  readonly idNumber: Sealed;
  readonly phone: Sealed;
  readonly employer: string;
  readonly note: string | null;
}

/** An entry on the sheet of staff. */
export interface StaffEntry extends RosterEntry {
  readonly department: string | null;
  readonly title: string | null;
  readonly posts: readonly Holding[];
  readonly contract: Contract | null;
}

/** What the sheet of supervisors has of a person beside the rest; sealed together. */
export interface SupervisorDetails {
  readonly gender: string | null;
  readonly birthDate: string | null;
  readonly education: string | null;
  readonly workAddress: string | null;
  readonly email: string | null;
}

/** An entry on the sheet of internal quality supervisors. */
export interface SupervisorEntry extends RosterEntry {
  readonly details: Sealed;
  readonly qualification: string;
  readonly experience: string;
  readonly hasForm: boolean;
}

/** One person on a sheet: the number stays, and every entry stays, so that the sheet of any day can be read. */
export interface RosterLine<Entry extends RosterEntry = RosterEntry> {
  readonly id: string;
  /** 序号: cumulative, never used again. */
  readonly no: number;
  /** By which the person of the newest entry is found. */
  readonly person: SearchHash;
  /** In the order in which they were filed; at least one. */
  readonly entries: readonly Entry[];
}

/** 名册 of an agency, or of who applies to be one: one aggregate, since numbers and rules run over all of it. */
export interface Roster {
  /** The agency. */
  readonly _id: string;
  readonly staff: readonly RosterLine<StaffEntry>[];
  readonly supervisors: readonly RosterLine<SupervisorEntry>[];
}

/** A roster with the number of acts there were on it. */
export interface StoredRoster extends Roster {
  readonly version: number;
}

/** The roster of an agency that has not named anybody. */
export function emptyRoster(agencyId: string): Roster {
  return { _id: agencyId, staff: [], supervisors: [] };
}
