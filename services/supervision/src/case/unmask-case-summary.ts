import { type Acting, type Sealer, performUnmasking } from '@shanghai/platform';
import { casesVisibleTo, findCasesById } from './case-store.js';
import { noSuchCase } from './perform-on-case.js';
import { openSummary } from './seal-summary.js';
import type { PersonRequest } from './unmask-case-person.js';

/**
 * 查看情况说明: as it was told, once the journal has who looks and what for.
 * @throws GraphQLError BAD_USER_INPUT when there is no such case for the caller, or the purpose is too short or long
 */
export async function unmaskCaseSummary(
  { store, caller, now, sealer }: Acting & { readonly sealer: Sealer },
  { id, purpose, idempotencyKey }: PersonRequest,
): Promise<{ readonly summary: string }> {
  const [one] = await findCasesById(store, [id], casesVisibleTo(caller));
  if (!one) throw noSuchCase();
  const summary = await performUnmasking(store, {
    ...{ of: `case/${id}`, field: 'summary', purpose, caller, at: now, idempotencyKey },
    open: () => openSummary(sealer, one.summary),
  });
  return { summary };
}
