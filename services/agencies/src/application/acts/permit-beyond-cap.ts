import { dayAt, nameKey } from '@shanghai/kernel';
import type { ClientSession } from 'mongoose';
import { findListedItems } from '../../listed-item/listed-item-store.js';
import { roundAt, scopeEditionOn } from '../../round/round-rules.js';
import { findRounds } from '../../round/round-store.js';
import type { Application, SubmittedItem } from '../application.js';
import { judgePermit } from '../permit-rules.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 准予超出一般家数: for one item, with a reason that stays in the journal (AGY-010). */
export async function permitBeyondCap(
  acting: Acting,
  on: OnApplication,
  { itemName, reason }: { readonly itemName: string; readonly reason: string },
): Promise<ApplicationActOutcome> {
  const { now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'permitBeyondCap',
      payload: { itemName, reason },
      reason,
      facts: async (application, session) => findItem(acting, application, itemName, session),
      judge: (_application, item) => judgePermit(item, dayAt(now)),
      next: ({ exceptions }, item) => ({
        exceptions: [...exceptions, { rule: 'AGY-010', itemId: item!.itemId, reason, at: now }],
      }),
    }),
  );
}

/** The item of that name: as submitted, and before that as the list of the day has it. */
async function findItem(
  { store, now }: Acting,
  { items, form }: Application,
  name: string,
  session: ClientSession,
): Promise<Pick<SubmittedItem, 'itemId'> | null> {
  const key = nameKey(name);
  if (items.length > 0) return items.find(({ fullName }) => nameKey(fullName) === key) ?? null;
  if (!form.items.some(({ fullName }) => nameKey(fullName) === key)) return null;
  const rounds = await findRounds(store, session);
  const listed = await findListedItems(store, { nameKeys: [key], codes: [] }, session);
  const edition = scopeEditionOn(dayAt(now), roundAt(rounds, now), listed.editions);
  return listed.items.find((one) => one.edition === edition) ?? null;
}
