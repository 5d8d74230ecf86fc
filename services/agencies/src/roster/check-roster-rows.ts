import type { Finding } from '@shanghai/kernel';
import { scopeOf } from '../application/scope-of.js';
import type { Context } from '../context.js';
import { judgeLines } from './judge-lines.js';
import { readRosterCsv } from './read-roster-csv.js';
import { findRosterCase } from './roster-case.js';
import { type CheckedRoster, checkedRoster } from './checked-roster.js';
import { findRoster } from './roster-store.js';
import { emptyRoster } from './roster.js';
import type { LineMark, Sheet } from './typed-line.js';

/** One row of a sheet that cannot be taken as it is. */
export interface RowReport {
  /** The line of the file, the header being line 1. */
  readonly line: number;
  readonly mark: LineMark;
  readonly findings: readonly Finding[];
}

/** What would become of an import. */
export interface RosterReport {
  readonly sheet: Sheet;
  readonly rows: number;
  /** In the order of the file; none when all of it can be taken. */
  readonly faulty: readonly RowReport[];
  /** What the rules would say of the roster then; null when nothing would be taken. */
  readonly after: CheckedRoster | null;
}

/**
 * 名册预检: judges a sheet by the code that imports it, and keeps nothing.
 * @throws GraphQLError BAD_USER_INPUT when the text is no such sheet, FORBIDDEN for who speaks for no agency
 */
export async function checkRosterRows(
  { store, caller, today, sealer }: Context,
  { sheet, csv }: { readonly sheet: Sheet; readonly csv: string },
): Promise<RosterReport> {
  const agencyId = scopeOf(caller, 'agency');
  const read = readRosterCsv(sheet, csv);
  const stored = (await findRoster(store, agencyId)) ?? { ...emptyRoster(agencyId), version: 0 };
  const asked = await findRosterCase(store, agencyId, today);
  const { findings, after } = judgeLines(stored, read, { sealer, asked });
  return {
    sheet,
    rows: read.lines.length,
    faulty: findings.flatMap((found, at) =>
      found.length === 0 ? [] : [{ line: read.fileLines[at]!, mark: read.lines[at]!.mark, findings: found }],
    ),
    after: after && checkedRoster({ ...after.roster, version: stored.version }, asked),
  };
}
