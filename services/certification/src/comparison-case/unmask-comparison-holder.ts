import { type Acting, type Sealer, performUnmasking } from '@shanghai/platform';
import { comparisonsVisibleTo, findComparisonsById } from './comparison-store.js';
import { noSuchComparison } from './perform-on-comparison.js';
import { type PlainComparison, openComparison } from './seal-comparison.js';

/** Whose case is asked for, and what for. */
export interface HolderRequest {
  readonly id: string;
  readonly purpose: string;
  readonly idempotencyKey: string;
}

/**
 * 查看申请人: as given, once the journal has who looks and what for.
 * @throws GraphQLError BAD_USER_INPUT when there is no such case, or the purpose is too short or long
 */
export async function unmaskComparisonHolder(
  { store, caller, now, sealer }: Acting & { readonly sealer: Sealer },
  { id, purpose, idempotencyKey }: HolderRequest,
): Promise<PlainComparison> {
  const [found] = await findComparisonsById(store, [id], comparisonsVisibleTo(caller));
  if (!found) throw noSuchComparison();
  const opened = await performUnmasking(store, {
    ...{ of: `comparison-case/${id}`, field: 'holder', purpose, caller, at: now, idempotencyKey },
    open: () => JSON.stringify(openComparison(sealer, found)),
  });
  return JSON.parse(opened) as PlainComparison;
}
