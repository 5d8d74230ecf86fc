export { insertCertificates } from './certificate/certificate-store.js';
export type { Certificate } from './certificate/certificate.js';
export { type CertificateFacts, newCertificate, onceOfExam } from './certificate/new-certificate.js';
export { enforcedRules } from './enforced-rules.js';
export { certification } from './subgraph.js';
export { addToCells } from './statistics/certificate-cell-store.js';
export { cellChanges } from './statistics/certificate-cell.js';
