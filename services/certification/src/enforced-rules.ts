import {
  type RowsOfFile,
  type RuleHome,
  answered,
  homesInFiles,
  homesInMachine,
  mergeHomes,
  planned,
  textOnly,
} from '@shanghai/kernel';
import * as shareLinkRules from './verification/share-link-rules.js';
import * as verificationRules from './verification/verification-rules.js';
import * as candidateRules from './certificate/candidate-rules.js';
import * as certificateMachine from './certificate/certificate-machine.js';
import * as duplicateRules from './certificate/duplicate-rules.js';
import * as examRules from './certificate/exam-rules.js';
import * as holderNameRules from './certificate/holder-name-rules.js';
import * as comparisonGroundRules from './comparison-case/comparison-ground-rules.js';
import * as comparisonMachine from './comparison-case/comparison-machine.js';
import * as platformAnswerRules from './comparison-case/platform-answer-rules.js';
import * as receiptRules from './comparison-case/receipt-rules.js';
import * as refusalGroundRules from './comparison-case/refusal-ground-rules.js';
import * as separationRules from './comparison-case/separation-rules.js';
import * as targetRules from './mapping/target-rules.js';
import * as scopeRules from './filing-scope/scope-rules.js';

const SOURCE = 'services/certification/src';

/** The files whose rows refuse or remark. A new one is an import and a line. */
const enforcing: readonly RowsOfFile[] = [
  [`${SOURCE}/filing-scope/scope-rules.ts`, scopeRules],
  [`${SOURCE}/mapping/target-rules.ts`, targetRules],
  [`${SOURCE}/verification/verification-rules.ts`, verificationRules],
  [`${SOURCE}/verification/share-link-rules.ts`, shareLinkRules],
  [`${SOURCE}/certificate/candidate-rules.ts`, candidateRules],
  [`${SOURCE}/certificate/certificate-machine.ts`, certificateMachine],
  [`${SOURCE}/certificate/duplicate-rules.ts`, duplicateRules],
  [`${SOURCE}/certificate/exam-rules.ts`, examRules],
  [`${SOURCE}/certificate/holder-name-rules.ts`, holderNameRules],
  [`${SOURCE}/comparison-case/comparison-ground-rules.ts`, comparisonGroundRules],
  [`${SOURCE}/comparison-case/comparison-machine.ts`, comparisonMachine],
  [`${SOURCE}/comparison-case/platform-answer-rules.ts`, platformAnswerRules],
  [`${SOURCE}/comparison-case/receipt-rules.ts`, receiptRules],
  [`${SOURCE}/comparison-case/refusal-ground-rules.ts`, refusalGroundRules],
  [`${SOURCE}/comparison-case/separation-rules.ts`, separationRules],
];

const CERTIFICATION = '评价申报、证书与比照认定个案（证书服务）';

/** What this service does about the ledger. */
export const enforcedRules: readonly RuleHome[] = mergeHomes([
  ...homesInFiles('ENFORCED', enforcing),
  ...homesInMachine(comparisonMachine.comparisonTransitions),
  ...homesInMachine(certificateMachine.certificateSteps),
  ...answered(['CRT-005'], 'Certificate.agency'),
  ...answered(['CMP-001', 'CMP-002', 'CMP-003'], 'Query.comparisonMappings'),
  ...answered(['CRT-002'], 'Query.verifyCertificate'),
  textOnly('CMP-019', '管控措施由机构在工作方案中写明，通知未定内容'),
  ...planned(['EVL-002', 'EVL-003', 'EVL-010', 'EVL-011', 'EVL-014'], CERTIFICATION),
  ...planned(['RTE-011', 'DIS-003'], CERTIFICATION),
]);
