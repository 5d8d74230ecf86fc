import { type KeepingRoster, type OnRoster, type RosterActOutcome, performOnRoster } from '../perform-on-roster.js';
import { readRosterCsv } from '../read-roster-csv.js';
import type { Sheet } from '../typed-line.js';

/**
 * 导入名册: all lines of a sheet, each added, changed or taken off as its remark says, or none of them.
 * @throws GraphQLError BAD_USER_INPUT when the text is no such sheet
 */
export async function importRoster(
  keeping: KeepingRoster,
  on: OnRoster,
  { sheet, csv }: { readonly sheet: Sheet; readonly csv: string },
): Promise<RosterActOutcome> {
  return performOnRoster(keeping, on, 'importRoster', readRosterCsv(sheet, csv));
}
