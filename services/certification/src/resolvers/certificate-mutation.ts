import { levelNumber } from '@shanghai/kernel';
import { approveHiding, requestHiding } from '../certificate/acts/hide-certificate.js';
import { clearCertificate, flagCertificate } from '../certificate/acts/flag-certificate.js';
import { confirmCorrection, requestCorrection } from '../certificate/acts/correct-certificate.js';
import { issueByAgency } from '../certificate/acts/issue-by-agency.js';
import { reissueCertificate } from '../certificate/acts/reissue-certificate.js';
import { revokeCertificate } from '../certificate/acts/revoke-certificate.js';
import type { CertificateOutcome } from '../certificate/perform-on-certificate.js';
import { unmaskCertificateHolder } from '../certificate/unmask-certificate-holder.js';
import type { MutationResolvers, PassedExamInput } from '../generated/resolvers.js';
import { readExam } from '../upload/read-exam.js';
import type { UploadCells } from '../upload/read-upload.js';
import { given, textOf } from './given.js';

export const certificateMutations = {
  issueCertificate: async (_parent, { filingId, exam, approvalNo, idempotencyKey }, context) =>
    doneOr(
      await issueByAgency(context, {
        reading: readExam(cellsOf(exam), context.today),
        ...{ filingId, approvalNo: textOf(approvalNo), idempotencyKey },
      }),
    ),
  flagCertificate: async (_parent, { reason, ...on }, context) =>
    doneOr(await flagCertificate(context, on, given('reason', reason))),
  clearCertificate: async (_parent, { reason, ...on }, context) =>
    doneOr(await clearCertificate(context, on, given('reason', reason))),
  requestCorrection: async (_parent, { correction, ...on }, context) =>
    doneOr(
      await requestCorrection(context, on, {
        reason: given('reason', correction.reason),
        name: textOf(correction.holderName),
        idNumber: textOf(correction.holderIdNumber),
        issuedOn: correction.issuedOn ?? null,
      }),
    ),
  confirmCorrection: async (_parent, on, context) => doneOr(await confirmCorrection(context, on)),
  reissueCertificate: async (_parent, { reason, ...on }, context) =>
    doneOr(await reissueCertificate(context, on, given('reason', reason))),
  revokeCertificate: async (_parent, { reason, because, ...on }, context) =>
    doneOr(await revokeCertificate(context, on, { reason, because: given('because', because) })),
  requestHiding: async (_parent, { reason, ...on }, context) =>
    doneOr(await requestHiding(context, on, given('reason', reason))),
  approveHiding: async (_parent, { reason, ...on }, context) =>
    doneOr(await approveHiding(context, on, given('reason', reason))),
  unmaskCertificateHolder: async (_parent, { field, ...asked }, context) => ({
    value: await unmaskCertificateHolder(context, {
      ...asked,
      field: ({ NAME: 'name', ID_NUMBER: 'idNumber' } as const)[field],
    }),
  }),
} satisfies MutationResolvers;

function doneOr(outcome: CertificateOutcome) {
  return 'refusals' in outcome ? outcome : { certificate: outcome.certificate, isRepeated: outcome.isRepeated };
}

/** As the row of a file would have it, so that one exam is read as thousands are. */
function cellsOf({ holderName, holderIdNumber, level, ...exam }: PassedExamInput): UploadCells {
  return {
    ...{ name: holderName, idNumber: holderIdNumber, occupation: exam.occupation },
    ...{ examOn: exam.examOn, issuedOn: exam.issuedOn, appliedOn: exam.appliedOn ?? '' },
    // A grade above level one has no number, and is none of those a filing has.
    level: level ? String(levelNumber(level) ?? level) : '',
    ...{ number: exam.number ?? '', candidateKind: exam.candidateKind, agreementNo: exam.agreementNo ?? '' },
    ...{ scoreEnteredBy: exam.scoreEnteredBy ?? '', scoreConfirmedBy: exam.scoreConfirmedBy ?? '' },
  };
}
