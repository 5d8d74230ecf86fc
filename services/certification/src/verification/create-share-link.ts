import { type Refusal, addDays, dayAt, refusalsOf, startOfDay } from '@shanghai/kernel';
import { type Acting, type Sealer, codedError, performVerb } from '@shanghai/platform';
import { certificateFields } from '../certificate/certificate-keys.js';
import { countProofAttempt } from './proof-attempt-store.js';
import { judgeSharing, shareRules } from './share-link-rules.js';
import { countStandingLinks, saveShareLink } from './share-link-store.js';
import type { ShareLink } from './share-link.js';
import { type ShareSecrets, secretHash, shareLinkId, shareSecrets } from './share-secrets.js';
import { findVerifiable } from './verification-store.js';
import { type AskedCertificate, hashesOf } from './verify-certificate.js';
import type { VerifiableCertificate } from './verification.js';

/** Who acts, with what names and numbers are sealed by. */
export type Sharing = Acting & { readonly sealer: Sealer };

/** What a holder says to make a link: what is on the certificate, and what is not. */
export interface AskedSharing extends AskedCertificate {
  /** The last four characters of the identity number. */
  readonly idLastFour: string;
  readonly days: number;
  readonly idempotencyKey: string;
}

/** A link with its secrets, which are shown once, or every reason why there is none. */
export type SharingOutcome =
  | { readonly link: ShareLink; readonly secrets: ShareSecrets; readonly isRepeated: boolean }
  | { readonly refusals: readonly Refusal[] };

/** Ten thousand last fours would take years. */
const MOST_ATTEMPTS_A_DAY = 20;
const INSTANTS: ReadonlySet<string> = new Set();

/**
 * 生成分享链接: by who knows number, name and the last four of the identity number. Which of them is wrong is not told, and found
 * out the same way.
 * @throws GraphQLError RATE_LIMITED when number and name were tried too often on a day, whether there is such a certificate or not
 */
export async function createShareLink(sharing: Sharing, asked: AskedSharing): Promise<SharingOutcome> {
  const { store, sealer, caller, now } = sharing;
  const { days, idLastFour, idempotencyKey } = asked;
  const hashes = hashesOf(sealer, asked);
  const secrets = shareSecrets(sealer, { ...hashes, idempotencyKey });
  const tokenHash = secretHash(secrets.token);
  const _id = shareLinkId(tokenHash);
  await limitAttempts(sharing, [hashes.numberHash, hashes.nameHash, dayAt(now)].join('/'));
  const outcome = await performVerb<ShareLink, Refusal>(
    store,
    {
      aggregate: `shareLink/${_id}`,
      name: 'createShareLink',
      caller,
      at: now,
      payload: { ...hashes, idLastFour: sealer.searchHash('certificates.idLastFour', comparedFour(idLastFour)), days },
      idempotencyKey,
      expectedVersion: 0,
      guards: [`shareLinks/${hashes.numberHash}`],
      load: async () => Promise.resolve(null),
      decide: async (_state, session) => {
        const found = await findVerifiable(store, hashes, session);
        const proven = isHolder(sealer, found, idLastFour) ? found : null;
        // Counted for nobody where nothing is proven, so that it takes as long.
        const standing = await countStandingLinks(store, proven?._id ?? '', now, session);
        const refusals = refusalsOf(judgeSharing({ proven, days, standing }));
        if (refusals.length > 0) return { accepted: false, refusals };
        const link: ShareLink = {
          ...{ _id, tokenHash, controlHash: secretHash(secrets.control), certificateId: proven!._id, createdAt: now },
          ...{ expiresAt: startOfDay(addDays(dayAt(now), days + 1)), revokedAt: null, opened: 0 },
        };
        return { accepted: true, state: link, reason: null, grounds: shareRules.proof.clauses, event: null };
      },
      save: async (link, version, session) => saveShareLink(store, link, version, session),
    },
    INSTANTS,
  );
  if ('refusals' in outcome) return outcome;
  return { link: outcome.state as ShareLink, secrets, isRepeated: outcome.isRepeated };
}

async function limitAttempts({ store, now }: Sharing, id: string): Promise<void> {
  if ((await countProofAttempt(store, id, now)) > MOST_ATTEMPTS_A_DAY)
    throw codedError('RATE_LIMITED', 'number and name were tried too often today', { maximum: MOST_ATTEMPTS_A_DAY });
}

/** A text is opened in any case, so that an absent certificate takes as long as one of somebody else. */
function isHolder(sealer: Sealer, certificate: VerifiableCertificate | null, idLastFour: string): boolean {
  const sealed = certificate?.idNumber ?? sealer.seal(certificateFields.idNumber, '000000000000000000');
  const known = sealer.open(certificateFields.idNumber, sealed).slice(-4);
  return certificate !== null && comparedFour(known) === comparedFour(idLastFour);
}

function comparedFour(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}
