import { type Refusal, refusalsOf } from '@shanghai/kernel';
import { performVerb } from '@shanghai/platform';
import { certificateFields } from '../certificate/certificate-keys.js';
import type { Sharing } from './create-share-link.js';
import { judgeLink, shareRules } from './share-link-rules.js';
import { findShareLink, findShareLinkById, saveShareLink } from './share-link-store.js';
import type { ShareLink } from './share-link.js';
import { secretHash } from './share-secrets.js';
import { findVerifiableById } from './verification-store.js';
import { verificationOf } from './verify-certificate.js';
import type { Verification } from './verification.js';

/** What a link shows, or that there is none. */
export type OpeningOutcome =
  | { readonly link: ShareLink; readonly verification: Verification; readonly isRepeated: boolean }
  | { readonly refusals: readonly Refusal[] };

const INSTANTS: ReadonlySet<string> = new Set();

/** 打开分享链接: the certificate is verified as it stands now, and the opening is a row of the link's journal. */
export async function openShareLink(
  opening: Sharing,
  { token, idempotencyKey }: { readonly token: string; readonly idempotencyKey: string },
): Promise<OpeningOutcome> {
  const { store, sealer, caller, now } = opening;
  const link = await findShareLink(store, { tokenHash: secretHash(token) });
  const certificate = await findVerifiableById(store, link?.certificateId ?? '');
  const refusals = refusalsOf([judgeLink(certificate ? link : null, now)]);
  if (!link || !certificate || refusals.length > 0) return { refusals };
  const outcome = await performVerb<ShareLink, Refusal>(
    store,
    {
      ...{ aggregate: `shareLink/${link._id}`, name: 'openShareLink', caller, at: now, payload: {}, idempotencyKey },
      expectedVersion: null,
      load: async (session) => {
        const stored = (await findShareLinkById(store, link._id, session))!;
        const { version, ...state } = stored;
        return { state, version };
      },
      decide: (state) => {
        const late = refusalsOf([judgeLink(state, now)]);
        if (late.length > 0) return { accepted: false, refusals: late };
        const opened: ShareLink = { ...state!, opened: state!.opened + 1 };
        return { accepted: true, state: opened, reason: null, grounds: shareRules.link.clauses, event: null };
      },
      save: async (state, version, session) => saveShareLink(store, state, version, session),
    },
    INSTANTS,
  );
  if ('refusals' in outcome) return outcome;
  const number = sealer.open(certificateFields.number, certificate.number);
  const verification = verificationOf(certificate, number, now);
  return { link: outcome.state as ShareLink, verification, isRepeated: outcome.isRepeated };
}
