import type { Day } from '@shanghai/kernel';
import type { SearchHash, Sealer } from '@shanghai/platform';
import { holders } from './post-rules.js';
import { rosterFactsOn } from './roster-on.js';
import type { Roster } from './roster.js';

/** In what a person answers for an agency, as far as others are told: 内部质量督导员, 联系人. */
export type ToldRole = 'SUPERVISOR' | 'LIAISON';

/** One line of a roster as others are told of it: whose it is can be compared among agencies, and read by nobody. */
export interface ToldLine {
  readonly lineId: string;
  readonly role: ToldRole;
  /** Equal for equal persons; not what stands in the roster, so that a store of another service says nothing of ours. */
  readonly person: SearchHash;
}

/** What others are told of the people on a roster. */
export interface ToldRoster {
  /** Of how many persons the staff is. */
  readonly staffCount: number;
  /** Who supervises, and who is the liaison. */
  readonly persons: readonly ToldLine[];
}

const TOLD_PERSON = 'roster.toldPerson';

/** What others are told of the people on a roster on a day: how many, and who answers for it, never by name or number. */
export function toldRoster(roster: Roster, on: Day, sealer: Pick<Sealer, 'searchHash'>): ToldRoster {
  const { staff, supervisors } = rosterFactsOn(roster, on);
  const toldAs = (role: ToldRole) => (line: { readonly id: string; readonly person: string }) => ({
    ...{ lineId: line.id, role },
    person: sealer.searchHash(TOLD_PERSON, line.person),
  });
  return {
    staffCount: new Set(staff.map(({ person }) => person)).size,
    persons: [...supervisors.map(toldAs('SUPERVISOR')), ...holders(staff, 'LIAISON', on).map(toldAs('LIAISON'))],
  };
}
