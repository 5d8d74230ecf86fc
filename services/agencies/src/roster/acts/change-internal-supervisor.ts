import { type KeepingRoster, type OnRoster, type RosterActOutcome, performOnRoster } from '../perform-on-roster.js';
import { type FiledLine, lineOf, sentAlone } from '../sent-line.js';
import type { TypedSupervisor } from '../typed-line.js';

/** 变更内部质量督导员: what is said of a person from a day on; what was said before stays on record. */
export async function changeInternalSupervisor(
  keeping: KeepingRoster,
  on: OnRoster,
  lineId: string,
  { said, ...filed }: FiledLine<TypedSupervisor>,
): Promise<RosterActOutcome> {
  const line = lineOf('CHANGE', { ...filed, lineId, supervisor: said });
  return performOnRoster(keeping, on, 'changeInternalSupervisor', sentAlone('INTERNAL_SUPERVISORS', line));
}
