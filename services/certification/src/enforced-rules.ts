import {
  type RowsOfFile,
  type RuleHome,
  answered,
  homesInFiles,
  mergeHomes,
  planned,
  textOnly,
} from '@shanghai/kernel';
import * as shareLinkRules from './verification/share-link-rules.js';
import * as verificationRules from './verification/verification-rules.js';
import * as scopeRules from './filing-scope/scope-rules.js';

const SOURCE = 'services/certification/src';

/** The files whose rows refuse or remark. A new one is an import and a line. */
const enforcing: readonly RowsOfFile[] = [
  [`${SOURCE}/filing-scope/scope-rules.ts`, scopeRules],
  [`${SOURCE}/verification/verification-rules.ts`, verificationRules],
  [`${SOURCE}/verification/share-link-rules.ts`, shareLinkRules],
];

const CERTIFICATION = '评价申报、证书与比照认定个案（证书服务）';

/** What this service does about the ledger. */
export const enforcedRules: readonly RuleHome[] = mergeHomes([
  ...homesInFiles('ENFORCED', enforcing),
  ...answered(['CMP-001', 'CMP-002', 'CMP-003'], 'Query.comparisonMappings'),
  ...answered(['CRT-002'], 'Query.verifyCertificate'),
  textOnly('CMP-019', '管控措施由机构在工作方案中写明，通知未定内容'),
  ...planned(['CMP-016', 'CMP-020'], CERTIFICATION),
  ...planned(['CRT-001', 'CRT-003', 'CRT-004', 'CRT-005'], CERTIFICATION),
  ...planned(['EVL-001', 'EVL-002', 'EVL-003', 'EVL-008', 'EVL-010', 'EVL-011', 'EVL-012', 'EVL-014'], CERTIFICATION),
  ...planned(['RTE-011', 'DIS-003'], CERTIFICATION),
]);
