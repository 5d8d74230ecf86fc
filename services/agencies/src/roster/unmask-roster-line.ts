import { type Caller, badUserInput, performUnmasking } from '@shanghai/platform';
import { dayAt } from '@shanghai/kernel';
import { findVisibleRosters } from './find-roster.js';
import type { KeepingRoster } from './perform-on-roster.js';
import { rosterFields } from './seal-line.js';

/** Whose field is asked for, and what for. */
export interface LineUnmasking {
  readonly agencyId: string;
  /** The id of a staff member or internal supervisor. */
  readonly lineId: string;
  readonly field: 'name' | 'idNumber' | 'phone';
  readonly purpose: string;
  readonly idempotencyKey: string;
}

/**
 * 查看名册个人信息: one field of the newest entry as it was given, once the journal has who looks at it and what for.
 * @throws GraphQLError BAD_USER_INPUT when there is no such line for the caller, or the purpose is too short or too long
 */
export async function unmaskRosterLine(
  { store, caller, now, sealer }: KeepingRoster & { readonly caller: Pick<Caller, 'role' | 'subject' | 'scopes'> },
  { agencyId, lineId, field, purpose, idempotencyKey }: LineUnmasking,
): Promise<string> {
  const [roster] = await findVisibleRosters(store, caller, [agencyId], dayAt(now));
  const line = roster && [...roster.staff, ...roster.supervisors].find(({ id }) => id === lineId);
  if (!line) throw badUserInput('no such person', { argument: 'id' });
  const sealed = line.entries.at(-1)![field];
  return performUnmasking(store, {
    ...{ of: `roster/${agencyId}`, field: `${lineId}.${field}`, purpose, caller, at: now, idempotencyKey },
    open: () => sealer.open(rosterFields[field], sealed),
  });
}
