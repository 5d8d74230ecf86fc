export { createCertificateIndexes, insertCertificates } from './certificate/certificate-store.js';
export type { Certificate } from './certificate/certificate.js';
export { type CertificateFacts, newCertificate, onceOfExam } from './certificate/new-certificate.js';
export {
  findSyntheticCertificates,
  removeSyntheticCertificates,
  storeSyntheticCertificates,
} from './certificate/synthetic-certificate-store.js';
export { enforcedRules } from './enforced-rules.js';
export { saveScope } from './filing-scope/filed-scope-store.js';
export type { FiledScope } from './filing-scope/filed-scope.js';
export { createCellIndexes } from './statistics/certificate-cell-store.js';
export { certification } from './subgraph.js';
