import { countsKey, GARBAGE } from './catalog.js';
import type { Overlay } from './kv.js';
import { idRange } from './layout.js';
import { type Store, unclaimed } from './store.js';

/** What dropped collections and indexes leave behind. The name is free at once, the bytes go a little at a time. */

/** Notes in the same batch that everything under this id is to be removed later. */
export function discard(view: Overlay, id: number, table: 'records' | 'keys'): void {
  view.put('catalog', Buffer.from(`${GARBAGE}${table}${id}`), Buffer.from(JSON.stringify({ id, table })));
}

const REMOVED_AT_ONCE = 1_000;

/** Removes what was discarded; a sweep that was interrupted goes on at the next start. */
export async function sweepGarbage(store: Store): Promise<void> {
  const prefix = Buffer.from(GARBAGE);
  for (const { key, value } of store.reader.range('catalog', prefix, Buffer.concat([prefix, Buffer.from([0xff])]))) {
    const { id, table } = JSON.parse(value.toString()) as { id: number; table: 'records' | 'keys' };
    for (let more = true; more;) {
      more = await store.write(({ view }) => {
        let removed = 0;
        const { low, high } = idRange(id);
        for (const entry of view.range(table, low, high)) {
          view.remove(table, entry.key);
          if (++removed === REMOVED_AT_ONCE) return true;
        }
        view.remove('catalog', key);
        if (table === 'records') view.remove('counts', countsKey(id));
        return false;
      }, unclaimed);
    }
  }
}
