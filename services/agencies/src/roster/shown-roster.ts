import type { AgencyType } from '../agency/agency.js';
import type { Day } from '@shanghai/kernel';
import type { Context } from '../context.js';
import { type CheckedRoster, checkedRoster } from './checked-roster.js';
import { findVisibleRosters } from './find-roster.js';
import { rosterCaseOf } from './roster-case.js';
import { entryOn } from './roster-on.js';
import type { RosterEntry, RosterLine, StaffEntry, StoredRoster, SupervisorEntry } from './roster.js';

/** A roster as of a day. */
export interface ShownRoster {
  readonly roster: StoredRoster;
  readonly asOf: Day;
}

/** A line of a sheet with what it says on a day. */
export interface ShownLine<Entry extends RosterEntry = RosterEntry> {
  readonly line: RosterLine<Entry>;
  readonly entry: Entry;
  readonly asOf: Day;
}

/** A staff member as of a day. */
export type ShownStaff = ShownLine<StaffEntry>;
/** An internal quality supervisor as of a day. */
export type ShownSupervisor = ShownLine<SupervisorEntry>;

/** The roster of an agency as of a day; null when the caller sees none. */
export async function findShownRoster(
  { store, caller, today }: Context,
  agencyId: string,
  asOf: Day,
): Promise<ShownRoster | null> {
  const [roster] = await findVisibleRosters(store, caller, [agencyId], today);
  return roster ? { roster, asOf } : null;
}

/** The lines of a sheet that there were on a day, those taken off only where they are asked for. */
export function shownLines<Entry extends RosterEntry>(
  lines: readonly RosterLine<Entry>[],
  asOf: Day,
  includeRemoved: boolean,
): readonly ShownLine<Entry>[] {
  return lines.flatMap((line) => {
    const entry = entryOn(line, asOf);
    return entry && (includeRemoved || entry.mark !== 'DELETE') ? [{ line, entry, asOf }] : [];
  });
}

/** What the rules say of it: as what the agency is filed as or applies to be, or as another type. */
export async function checkShown(
  { loaders }: Pick<Context, 'loaders'>,
  { roster, asOf }: ShownRoster,
  asType: AgencyType | null,
): Promise<CheckedRoster> {
  const [agency, filings] = await Promise.all([
    loaders.agency.load(roster._id),
    loaders.filingsOfAgency.load(roster._id),
  ]);
  return checkedRoster(roster, rosterCaseOf({ agency, filings }, asOf, asType));
}
