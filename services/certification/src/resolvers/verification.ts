import { levelId } from '@shanghai/kernel';
import { readInstant, refusedOr } from '@shanghai/platform';
import type {
  CertificateVerificationResolvers,
  ShareLinkOpeningResolvers,
  ShareLinkOpeningResultResolvers,
  ShareLinkResolvers,
  ShareLinkResultResolvers,
  ShareLinkRevocationResultResolvers,
  VerifiedCertificateResolvers,
} from '../generated/resolvers.js';
import { listOpenings } from '../verification/list-openings.js';
import { maskedHolder, showVerification } from '../verification/show-verification.js';
import { verdictOf } from '../verification/verification-rules.js';

export const CertificateVerification = {
  verdict: ({ checks }) => verdictOf(checks),
  page: async (verification, { address }, context) => showVerification(context, verification, address),
} satisfies CertificateVerificationResolvers;

export const VerifiedCertificate = {
  holderName: (certificate, _, { sealer }) => maskedHolder(sealer, certificate),
  agency: ({ agencyId }) => ({ id: agencyId }),
  item: ({ itemId, occupation }) => (itemId === null ? null : { id: itemId, fullName: occupation }),
  level: ({ level }) => level && levelId(level),
} satisfies VerifiedCertificateResolvers;

export const ShareLink = {
  id: ({ _id }) => _id,
  openings: async (link, page, { store }) => listOpenings(store, link, page),
} satisfies ShareLinkResolvers;

export const ShareLinkOpening = {
  at: ({ at }) => readInstant(at)!,
  role: ({ caller }) => caller.role,
} satisfies ShareLinkOpeningResolvers;

export const ShareLinkResult: ShareLinkResultResolvers = refusedOr('ShareLinkCreated');

export const ShareLinkOpeningResult: ShareLinkOpeningResultResolvers = refusedOr('ShareLinkOpened');

export const ShareLinkRevocationResult: ShareLinkRevocationResultResolvers = refusedOr('ShareLinkRevoked');
