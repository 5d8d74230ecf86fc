import { type Day, type Finding, dayAt } from '@shanghai/kernel';
import type { FiledScope } from '../filing-scope/filed-scope.js';
import type { CertificateFlag, CertificateSource } from './certificate.js';
import { newCertificateNumber } from './certificate-number.js';
import type { PassedExam } from './exam.js';
import { filedItemOf } from './exam-rules.js';
import { type CertificateFacts, onceOfExam } from './new-certificate.js';

/** What a certificate is made of beside the exam. */
export interface ExamRecord {
  readonly id: string;
  readonly scope: FiledScope;
  readonly source: CertificateSource;
  readonly batchId: string | null;
  readonly batchLine: number | null;
  readonly now: Date;
  /** What was found of the exam: what did not refuse it, yet does not fit, becomes a flag. */
  readonly findings: readonly Finding[];
  readonly duplicateOf: string | null;
}

/** The record of a certificate after an exam, still in the open. */
export function certificateOfExam(exam: PassedExam, record: ExamRecord): CertificateFacts {
  const { id, scope, source, batchId, batchLine, now, findings, duplicateOf } = record;
  const item = filedItemOf(scope, exam);
  const flags = flagsOf(findings, dayAt(now));
  const facts = {
    ...{ idNumber: exam.idNumber, level: exam.level, examOn: exam.examOn },
    itemId: item?.itemId ?? null,
    occupation: item?.fullName ?? exam.occupation,
  };
  return {
    ...facts,
    ...ownerOf(scope),
    _id: id,
    name: exam.name,
    number: exam.number ?? newCertificateNumber(),
    once: duplicateOf === null ? onceOfExam(facts) : null,
    ...{ source, batchId, batchLine, duplicateOf, flags },
    comparisonCaseId: null,
    mappingId: null,
    issuedOn: exam.issuedOn,
    registeredAt: now,
    candidateKind: exam.candidateKind,
    agreementNo: exam.agreementNo,
    score: scoreOf(exam),
    inScope: inScopeBy(findings),
    status: flags.length === 0 ? 'VALID' : 'FLAGGED',
  };
}

/** Whose certificates of a filing are, and who may see them: its authority's district and that of the seat of the agency. */
export function ownerOf({ _id: filingId, agencyId, agency, authority }: FiledScope) {
  const district = agency?.registrationDistrict ?? null;
  const filingDistrict = authority?.district ?? null;
  const districts = [...new Set([filingDistrict, district].filter((one) => one !== null))];
  return { filingId, agencyId, district, filingDistrict, districts, synthetic: agency?.synthetic ?? false };
}

/** What does not fit, as flags: every rule that fails or stays open, each code once (CRT-006). */
export function flagsOf(findings: readonly Finding[], on: Day): readonly CertificateFlag[] {
  const unfit = findings.filter(({ verdict }) => verdict === 'FAIL' || verdict === 'UNDETERMINED');
  const byCode = new Map(unfit.map((one) => [one.code, one]));
  return [...byCode.values()].map(({ code, message }) => ({
    ...{ code, message },
    flaggedOn: on,
    clearedBecause: null,
  }));
}

/** Whether it was in the scope of the filing on the day of the exam (FIL-004); null where that could not be told. */
export function inScopeBy(findings: readonly Finding[]): boolean | null {
  const ofFiling = findings.filter(({ rule, force }) => force === 'MUST' && rule.startsWith('FIL-'));
  if (ofFiling.some(({ verdict }) => verdict === 'FAIL')) return false;
  return ofFiling.some(({ verdict }) => verdict === 'UNDETERMINED') ? null : true;
}

function scoreOf({ scoreEnteredBy: enteredBy, scoreConfirmedBy: confirmedBy }: PassedExam) {
  return enteredBy === null || confirmedBy === null ? null : { enteredBy, confirmedBy };
}
