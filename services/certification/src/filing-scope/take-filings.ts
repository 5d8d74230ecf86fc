import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { deleteGoneScopes, findScopesById, saveScope } from './filed-scope-store.js';
import { SCOPES_CONSUMER } from './scope-on.js';
import { scopeTelling, toldScope } from './scope-telling.js';

/** Keeps at hand what every filing covers and how it stands, on every day: what certificates are judged by (FIL-004). */
export function takeFilings(store: Connection): Consumer {
  return {
    name: SCOPES_CONSUMER,
    async take(event, session) {
      const telling = scopeTelling(event);
      if (!telling) return;
      const { part, scopes } = telling;
      const ids = scopes.map(({ _id }) => _id);
      const known = new Map((await findScopesById(store, ids, session)).map((one) => [one._id, one]));
      for (const told of scopes) await saveScope(store, toldScope(known.get(told._id) ?? null, told, part), session);
      if (part !== null) await deleteGoneScopes(store, part, ids, session);
    },
  };
}
