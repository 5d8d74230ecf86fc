import {
  type Day,
  type Finding,
  dayAt,
  finding,
  findingOfFault,
  parseResidentId,
  yearsBetween,
} from '@shanghai/kernel';
import { type OnAggregate, type Sealer, badUserInput } from '@shanghai/platform';
import type { ClientSession } from 'mongoose';
import { certificateClauses } from '../certificate-clauses.js';
import { certificateFields } from '../certificate-keys.js';
import { findTaken } from '../certificate-store.js';
import type { AskedCorrection, Certificate } from '../certificate.js';
import { judgeDuplicate } from '../duplicate-rules.js';
import { nameFinding } from '../holder-name-rules.js';
import { onceOfExam, sealedHolder } from '../new-certificate.js';
import { type CertificateActing, type CertificateOutcome, performOnCertificate } from '../perform-on-certificate.js';
import { clearedFlags } from './flag-certificate.js';

/** What is to be put right: null stays. Subject, level and exam are what a certificate is, and are never corrected. */
export interface Correction {
  readonly reason: string;
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly issuedOn: Day | null;
}

const keeping = { rule: 'CRT-004', force: 'MUST', clauses: [certificateClauses.keeping] } as const;
const separation = {
  rule: 'STF-009',
  force: 'MUST',
  code: 'SEPARATION_OF_DUTY',
  clauses: [certificateClauses.twoPersons],
} as const;

/** 申请更正 (CRT-004): by one person of the agency. A later one takes the place of one that waits. */
export async function requestCorrection(
  acting: CertificateActing,
  on: OnAggregate,
  asked: Correction,
): Promise<CertificateOutcome> {
  const { sealer, caller, now } = acting;
  const { name, idNumber, issuedOn, reason } = asked;
  if (name === null && idNumber === null && issuedOn === null)
    throw badUserInput('a correction changes something', { argument: 'correction' });
  return performOnCertificate(acting, on, {
    act: 'requestCorrection',
    // Hashed, so that the same key with another content is known and nothing personal is kept.
    payload: sealer.searchHash('certificates.correction', JSON.stringify([reason, name, idNumber, issuedOn])),
    reason,
    judge: (certificate) => judgeCorrection(certificate, asked, dayAt(now)),
    next: () => ({ correction: sealedCorrection(sealer, asked, caller.subject) }),
  });
}

/** 确认更正 (CRT-004, STF-009): by another person of the agency; the revision before stays in the journal. */
export async function confirmCorrection(acting: CertificateActing, on: OnAggregate): Promise<CertificateOutcome> {
  const { sealer, caller } = acting;
  return performOnCertificate(acting, on, {
    act: 'confirmCorrection',
    facts: async (certificate, session) => ({
      duplicateOf: await duplicateAfter(acting, certificate, session),
    }),
    judge: ({ correction }, { duplicateOf }) => [
      judgeAsked(correction),
      judgeOther(correction, caller.subject),
      judgeDuplicate(duplicateOf),
    ],
    next: (certificate) => correctedBy(sealer, certificate),
    tell: ({ _id: certificateId, agencyId, filingId, revision }) => ({
      type: 'certificate.corrected',
      payload: { certificateId, agencyId, filingId, revision },
    }),
  });
}

function sealedCorrection(sealer: Sealer, { reason, name, idNumber, issuedOn }: Correction, askedBy: string | null) {
  return {
    ...{ askedBy, reason, issuedOn },
    name: name === null ? null : sealer.seal(certificateFields.name, name),
    idNumber: idNumber === null ? null : sealer.seal(certificateFields.idNumber, idNumber),
  };
}

function judgeCorrection(
  { examOn, issuedOn: before }: Certificate,
  { name, idNumber, issuedOn }: Correction,
  today: Day,
): readonly Finding[] {
  const days = { ...keeping, code: 'EXAM_DAY_INVALID' } as const;
  const on = issuedOn ?? before;
  return [
    ...(name === null ? [] : nameFinding(name)),
    ...(idNumber === null ? [] : judgeIdNumber(idNumber, examOn, today)),
    ...(on >= examOn && on <= today ? [] : [finding(days, 'FAIL', '发证日期不成立', { examOn, on }, ['issuedOn'])]),
  ];
}

function judgeIdNumber(idNumber: string, examOn: Day, today: Day): readonly Finding[] {
  const read = parseResidentId(idNumber, today);
  if (!read.ok) return read.faults.map((fault) => findingOfFault(keeping, fault, ['idNumber']));
  const { bornOn } = read.value;
  const age = { rule: 'EVL-001', force: 'MUST', code: 'UNDER_AGE', clauses: [certificateClauses.age] } as const;
  return bornOn <= examOn && yearsBetween(bornOn, examOn) >= 16
    ? []
    : [finding(age, 'FAIL', '评价之日未满16周岁', {}, ['idNumber'])];
}

function judgeAsked(correction: AskedCorrection | null): Finding {
  const asked = { ...keeping, code: 'CORRECTION_NOT_ASKED' } as const;
  return correction === null ? finding(asked, 'FAIL', '没有待确认的更正') : finding(asked, 'PASS', '有待确认的更正');
}

function judgeOther(correction: AskedCorrection | null, subject: string | null): Finding {
  const isOther = correction === null || (subject !== null && correction.askedBy !== subject);
  return isOther
    ? finding(separation, 'PASS', '申请与确认由不同人员办理')
    : finding(separation, 'FAIL', '申请更正与确认更正不得由同一人办理');
}

/** The certificate that the corrected one would repeat; null where none does. */
async function duplicateAfter(
  { store, sealer }: CertificateActing,
  certificate: Certificate,
  session: ClientSession,
): Promise<string | null> {
  const { onceHash } = correctedBy(sealer, certificate);
  if (onceHash == null || onceHash === certificate.onceHash) return null;
  const taken = await findTaken(store, { onceHashes: [onceHash], numberHashes: [] }, session);
  return taken[0]?._id ?? null;
}

function correctedBy(sealer: Sealer, certificate: Certificate): Partial<Certificate> {
  const { correction, revision, flags, issuedOn, onceHash } = certificate;
  if (correction === null) return {};
  const name = sealer.open(certificateFields.name, correction.name ?? certificate.name);
  const idNumber = sealer.open(certificateFields.idNumber, correction.idNumber ?? certificate.idNumber);
  const once = onceOfExam({ ...certificate, idNumber });
  return {
    ...sealedHolder(sealer, { name, idNumber }),
    ...(certificate.comparisonCaseId === null &&
      onceHash !== null && { onceHash: sealer.searchHash(certificateFields.once, once) }),
    issuedOn: correction.issuedOn ?? issuedOn,
    status: 'VALID',
    flags: clearedFlags(flags, `更正：${correction.reason}`),
    revision: revision + 1,
    correction: null,
  };
}
