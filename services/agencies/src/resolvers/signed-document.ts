import { maskName } from '@shanghai/kernel';
import { refusedOr } from '@shanghai/platform';
import { signCommitment } from '../commitment/acts/sign-commitment.js';
import { textOfVersion } from '../commitment/commitment-texts.js';
import { findDocument, listDocuments } from '../commitment/list-documents.js';
import { SIGNATORY_FIELD } from '../commitment/signed-document.js';
import type {
  MutationResolvers,
  QueryResolvers,
  SignedDocumentResolvers,
  SignedDocumentResultResolvers,
} from '../generated/resolvers.js';
import { commitmentPage } from '../pages/commitment-page.js';
import { given } from './given.js';

/** The signatory is masked wherever it is shown, on the page too. */
export const SignedDocument: SignedDocumentResolvers = {
  id: ({ _id }) => _id,
  agency: async ({ agencyId }, _arguments, { loaders }) => loaders.agency.load(agencyId),
  signatory: ({ signatory }, _arguments, { sealer }) => maskName(sealer.open(SIGNATORY_FIELD, signatory)),
  title: ({ kind, textVersion }) => textOfVersion(kind, textVersion).title,
  paragraphs: ({ kind, textVersion }) => textOfVersion(kind, textVersion).paragraphs,
  paragraph: ({ kind, textVersion }, { no }) =>
    textOfVersion(kind, textVersion).paragraphs.find((one) => one.no === no) ?? null,
  page: ({ kind, textVersion, number, agencyName, signatory, signedOn }, _arguments, { sealer }) =>
    commitmentPage({
      ...textOfVersion(kind, textVersion),
      ...{ number, agencyName, signedOn },
      signatory: maskName(sealer.open(SIGNATORY_FIELD, signatory)),
      synthetic: agencyName.startsWith('示例'),
    }),
};

export const SignedDocumentResult: SignedDocumentResultResolvers = refusedOr('SignedDocumentDone');

export const commitmentQueries: QueryResolvers = {
  signedDocument: async (_parent, { number }, context) => findDocument(context, number),
  signedDocuments: async (_parent, { agencyId, ...page }, context) => listDocuments(context, agencyId, page),
};

export const commitmentMutations: MutationResolvers = {
  signCommitment: async (_parent, { staffId, agencyName, ...signed }, context) => {
    const named = { staffId: staffId ?? null, agencyName: given('agencyName', agencyName) };
    const outcome = await signCommitment(context, { ...signed, ...named });
    return 'refusals' in outcome ? outcome : { document: outcome.record, isRepeated: outcome.isRepeated };
  },
};
