import { type KeepingRoster, type OnRoster, type RosterActOutcome, performOnRoster } from '../perform-on-roster.js';
import { type FiledDay, lineOf, sentAlone } from '../sent-line.js';

/** 删除工作人员: from a day on somebody is no longer on the roster; the line stays, and its number is not used again. */
export async function removeStaff(
  keeping: KeepingRoster,
  on: OnRoster,
  lineId: string,
  filed: FiledDay,
): Promise<RosterActOutcome> {
  const line = lineOf('DELETE', { ...filed, lineId });
  return performOnRoster(keeping, on, 'removeStaff', sentAlone('STAFF', line));
}
