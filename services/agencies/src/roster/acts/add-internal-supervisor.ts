import { type KeepingRoster, type OnRoster, type RosterActOutcome, performOnRoster } from '../perform-on-roster.js';
import { type FiledLine, lineOf, sentAlone } from '../sent-line.js';
import type { TypedSupervisor } from '../typed-line.js';

/** 新增内部质量督导员: the agency names a person, who gets the next number. */
export async function addInternalSupervisor(
  keeping: KeepingRoster,
  on: OnRoster,
  { said, ...filed }: FiledLine<TypedSupervisor>,
): Promise<RosterActOutcome> {
  const line = lineOf('ADD', { ...filed, supervisor: said });
  return performOnRoster(keeping, on, 'addInternalSupervisor', sentAlone('INTERNAL_SUPERVISORS', line));
}
