import { type Day, stableId } from '@shanghai/kernel';
import type { SearchHash, Sealer } from '@shanghai/platform';
import { readFiledOn } from './roster-line-rules.js';
import type { Roster, RosterEntry, RosterLine } from './roster.js';
import { type Filed, sealStaff, sealSupervisor } from './seal-line.js';
import { type IdentifiedLine, type StandingLine, lineAbout } from './sheet-rules.js';
import type { Sheet } from './typed-line.js';

/** The lines of a sheet, taken off or not, as the next ones are judged by. */
export function standingLines(roster: Roster, sheet: Sheet): readonly StandingLine[] {
  return linesOf(roster, sheet).map(({ id, no, person, entries }) => {
    const { mark, filedOn } = entries.at(-1)!;
    return { id, no, person, mark, filedOn };
  });
}

/** A roster with lines that nothing refuses, one after the other; and the ids of the lines they are about. */
export function takeLines(
  roster: Roster,
  sheet: Sheet,
  lines: readonly IdentifiedLine[],
  { sealer, today }: { readonly sealer: Sealer; readonly today: Day },
): { readonly roster: Roster; readonly lineIds: readonly string[] } {
  let after = roster;
  const lineIds: string[] = [];
  for (const one of lines) {
    const filed: Filed = { mark: one.line.mark, filedOn: readFiledOn(one.line, today)! };
    const about = filed.mark === 'ADD' ? null : lineAbout(one, standingLines(after, sheet));
    const no = linesOf(after, sheet).length + 1;
    const id = about?.id ?? stableId('staff', roster._id, sheet, no);
    lineIds.push(id);
    after =
      sheet === 'STAFF'
        ? { ...after, staff: put(after.staff, { id, no, ...one }, (last) => entryOf(last, one.line.staff, sealStaff)) }
        : {
            ...after,
            supervisors: put(after.supervisors, { id, no, ...one }, (last) =>
              entryOf(last, one.line.supervisor, sealSupervisor),
            ),
          };

    function entryOf<Entry extends RosterEntry, Typed>(
      last: Entry | null,
      typed: Typed | null,
      seal: (sealer: Sealer, typed: Typed, filed: Filed) => Entry,
    ): Entry {
      // Who is taken off stays as they were.
      return filed.mark === 'DELETE' ? { ...last!, ...filed } : seal(sealer, typed!, filed);
    }
  }
  return { roster: after, lineIds };
}

function put<Entry extends RosterEntry>(
  lines: readonly RosterLine<Entry>[],
  { id, no, person }: { readonly id: string; readonly no: number; readonly person: string | null },
  entryAfter: (last: Entry | null) => Entry,
): readonly RosterLine<Entry>[] {
  const line = lines.find((one) => one.id === id);
  if (!line) return [...lines, { id, no, person: person as SearchHash, entries: [entryAfter(null)] }];
  const entries = [...line.entries, entryAfter(line.entries.at(-1)!)];
  const changed = { ...line, person: (person as SearchHash | null) ?? line.person, entries };
  return lines.map((one) => (one === line ? changed : one));
}

function linesOf(roster: Roster, sheet: Sheet): readonly RosterLine[] {
  return sheet === 'STAFF' ? roster.staff : roster.supervisors;
}
