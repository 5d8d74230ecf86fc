import { type KeepingRoster, type OnRoster, type RosterActOutcome, performOnRoster } from '../perform-on-roster.js';
import { type FiledLine, lineOf, sentAlone } from '../sent-line.js';
import type { TypedStaff } from '../typed-line.js';

/** 变更工作人员: what is said of a person from a day on; what was said before stays on record. */
export async function changeStaff(
  keeping: KeepingRoster,
  on: OnRoster,
  lineId: string,
  { said, ...filed }: FiledLine<TypedStaff>,
): Promise<RosterActOutcome> {
  const line = lineOf('CHANGE', { ...filed, lineId, staff: said });
  return performOnRoster(keeping, on, 'changeStaff', sentAlone('STAFF', line));
}
