import { DEFAULT_PAGE_SIZE, decodeCursor, encodeCursor, filterHash } from '@shanghai/platform';
import type { Context } from '../context.js';
import { findChangesAfter } from './change-store.js';
import type { Change } from './change.js';

/** A change with the cursor after it. */
export interface ListedChange {
  readonly change: Change;
  readonly cursor: string;
}

/** 变更流: the changes after a cursor, and the cursor from which to ask next, also when there are none. */
export interface ChangesPage {
  readonly changes: readonly ListedChange[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

/** Before the first change. */
const START = '';

/**
 * The changes in a caller's scope after a cursor, in the order in which they happened; from the first when there is none. A
 * cursor is bound to the scope, since another scope has other changes before it.
 * @throws GraphQLError BAD_CURSOR when it was made for another scope, is cut, or was changed
 */
export async function listChanges(
  { store, caller }: Pick<Context, 'store' | 'caller'>,
  { cursor, first }: { readonly cursor?: string | null | undefined; readonly first?: number | null | undefined },
): Promise<ChangesPage> {
  const hash = filterHash({ list: 'changes', scopes: caller.scopes });
  const size = first ?? DEFAULT_PAGE_SIZE;
  const after = cursor == null ? START : String(decodeCursor(cursor, hash, 1, 'cursor')[0]);
  const found = await findChangesAfter(store, caller, after, size + 1);
  const changes = found.slice(0, size).map((change) => ({ change, cursor: encodeCursor(hash, [change._id]) }));
  return { changes, cursor: changes.at(-1)?.cursor ?? encodeCursor(hash, [after]), hasMore: found.length > size };
}
