import { type KeepingRoster, type OnRoster, type RosterActOutcome, performOnRoster } from '../perform-on-roster.js';
import { type FiledLine, lineOf, sentAlone } from '../sent-line.js';
import type { TypedStaff } from '../typed-line.js';

/** 新增工作人员: the agency names a person, who gets the next number. */
export async function addStaff(
  keeping: KeepingRoster,
  on: OnRoster,
  { said, ...filed }: FiledLine<TypedStaff>,
): Promise<RosterActOutcome> {
  const line = lineOf('ADD', { ...filed, staff: said });
  return performOnRoster(keeping, on, 'addStaff', sentAlone('STAFF', line));
}
