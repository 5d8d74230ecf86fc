import { type Refusal, refusalsOf } from '@shanghai/kernel';
import { performVerb } from '@shanghai/platform';
import type { Sharing } from './create-share-link.js';
import { judgeLink, shareRules } from './share-link-rules.js';
import { findShareLink, findShareLinkById, saveShareLink } from './share-link-store.js';
import type { ShareLink } from './share-link.js';
import { secretHash } from './share-secrets.js';

/** A link as its maker left it, or that there is none to end. */
export type RevokingOutcome =
  { readonly link: ShareLink; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

const INSTANTS: ReadonlySet<string> = new Set();

/** 撤回分享链接: by who has made it, at once. */
export async function revokeShareLink(
  { store, caller, now }: Sharing,
  { control, idempotencyKey }: { readonly control: string; readonly idempotencyKey: string },
): Promise<RevokingOutcome> {
  const known = await findShareLink(store, { controlHash: secretHash(control) });
  if (!known) return { refusals: refusalsOf([judgeLink(null, now)]) };
  const outcome = await performVerb<ShareLink, Refusal>(
    store,
    {
      ...{ aggregate: `shareLink/${known._id}`, name: 'revokeShareLink', caller, at: now, payload: {}, idempotencyKey },
      expectedVersion: null,
      load: async (session) => {
        const stored = (await findShareLinkById(store, known._id, session))!;
        const { version, ...state } = stored;
        return { state, version };
      },
      decide: (state) => {
        // One that was opened as often as it may be can be ended too.
        const refusals = refusalsOf([judgeLink(state && { ...state, opened: 0 }, now)]);
        if (refusals.length > 0) return { accepted: false, refusals };
        const revoked: ShareLink = { ...state!, revokedAt: now };
        return { accepted: true, state: revoked, reason: null, grounds: shareRules.link.clauses, event: null };
      },
      save: async (state, version, session) => saveShareLink(store, state, version, session),
    },
    INSTANTS,
  );
  if ('refusals' in outcome) return outcome;
  return { link: outcome.state as ShareLink, isRepeated: outcome.isRepeated };
}
