export { enforcedRules } from './enforced-rules.js';
export { certification } from './subgraph.js';
export {
  findSyntheticCertificates,
  removeSyntheticCertificates,
  storeSyntheticCertificates,
} from './certificate/synthetic-certificate-store.js';
export { addToCells, createCellIndexes } from './statistics/certificate-cell-store.js';
export { cellChanges } from './statistics/certificate-cell.js';
export { type CandidateRule, candidateRules } from './certificate/candidate-rules.js';
export { certificateClauses } from './certificate/certificate-clauses.js';
export { certificateFields, certificateNumberKey, holderNameKey } from './certificate/certificate-keys.js';
export {
  type CertificateAct,
  type CertificateState,
  type CertificateStep,
  certificateStepOf,
  certificateSteps,
} from './certificate/certificate-machine.js';
export {
  createCertificateIndexes,
  findCertificatesById,
  findCertificatesOfBatch,
  insertCertificates,
} from './certificate/certificate-store.js';
export type { CandidateKind, Certificate, StoredCertificate } from './certificate/certificate.js';
export { judgeCertificateStep } from './certificate/certificate-step-rules.js';
export { certificateOfExam } from './certificate/exam-certificate.js';
export { type ExamCase, judgeExam } from './certificate/exam-rules.js';
export type { ExamReading, PassedExam } from './certificate/exam.js';
export { issueCertificate } from './certificate/issue-certificate.js';
export { nameFinding } from './certificate/holder-name-rules.js';
export { type CertificateFacts, newCertificate, onceOfComparison, onceOfExam } from './certificate/new-certificate.js';
export { newCertificateNumber } from './certificate/certificate-number.js';
export { numberRemark, parseNumber } from './certificate/number-structure.js';
export { certificateOf } from './certificate/perform-on-certificate.js';
export type { FiledScope, FilingSpan, ScopeItem } from './filing-scope/filed-scope.js';
export { saveScope } from './filing-scope/filed-scope-store.js';
export type { CertificateBatch } from './upload/certificate-batch.js';
export { contentDigestOf } from './upload/make-batch.js';
export { readExam } from './upload/read-exam.js';
export { MOST_ROWS, type UploadRow, readUpload } from './upload/read-upload.js';
export { candidateLabels, uploadColumns } from './upload/upload-columns.js';
export { type UploadAsked, uploadCertificates } from './upload/upload-certificates.js';
