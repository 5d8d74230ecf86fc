import {
  type RowsOfFile,
  type RuleHome,
  answered,
  carriedOut,
  homesInFiles,
  homesInMachine,
  mergeHomes,
  textOnly,
} from '@shanghai/kernel';
import * as siteMachine from './site/site-machine.js';
import * as siteActRules from './site/site-act-rules.js';
import * as siteQuestionRules from './item/site-question-rules.js';
import * as commitmentTexts from './commitment/commitment-texts.js';
import * as commitmentMachine from './commitment/commitment-machine.js';
import * as applicantRules from './application/applicant-rules.js';
import * as applicationMachine from './application/application-machine.js';
import * as assessmentRules from './application/assessment-rules.js';
import * as comparisonMachine from './application/comparison-machine.js';
import * as conditionRules from './application/condition-rules.js';
import * as creditRules from './application/credit-rules.js';
import * as declarationRules from './application/declaration-rules.js';
import * as filingMachine from './application/filing-machine.js';
import * as formFieldRules from './application/form-field-rules.js';
import * as itemFormRules from './application/item-form-rules.js';
import * as itemScopeRules from './application/item-scope-rules.js';
import * as itemStandardRules from './application/item-standard-rules.js';
import * as letterRules from './application/letter-rules.js';
import * as lockRules from './application/lock-rules.js';
import * as materialRules from './application/material-rules.js';
import * as panelRules from './application/panel-rules.js';
import * as permitRules from './application/permit-rules.js';
import * as publicityRules from './application/publicity-rules.js';
import * as recommendationRules from './application/recommendation-rules.js';
import * as separateNoticeRules from './application/separate-notice-rules.js';
import * as siteRules from './application/site-rules.js';
import * as transitionRules from './application/transition-rules.js';
import * as comparisonApplicantRules from './comparison/comparison-applicant-rules.js';
import * as comparisonConditionRules from './comparison/comparison-condition-rules.js';
import * as comparisonItemRules from './comparison/comparison-item-rules.js';
import * as adjustmentRules from './filing/adjustment-rules.js';
import * as filingFilingMachine from './filing/filing-machine.js';
import * as filingPublicationRules from './filing/filing-publication-rules.js';
import * as filingStepRules from './filing/filing-step-rules.js';
import * as filingTermRules from './filing/filing-term-rules.js';
import * as itemEndingRules from './filing/item-ending-rules.js';
import * as receiptRules from './filing/receipt-rules.js';
import * as renewalRules from './filing/renewal-rules.js';
import * as terminationRules from './filing/termination-rules.js';
import * as assessmentQuestionRules from './item/assessment-question-rules.js';
import * as candidateRules from './item/candidate-rules.js';
import * as coverageRules from './item/coverage-rules.js';
import * as mayAssessRules from './item/may-assess-rules.js';
import * as droppedItemsRules from './listed-item/dropped-items-rules.js';
import * as measureRules from './measure/measure-rules.js';
import * as roundScopeRules from './round/round-scope-rules.js';
import * as commitmentRules from './comparison/commitment-rules.js';
import * as planMachine from './evaluation-plan/plan-machine.js';
import * as planPublicationRules from './evaluation-plan/plan-publication-rules.js';
import * as planRules from './evaluation-plan/plan-rules.js';
import * as keyPostRules from './roster/key-post-rules.js';
import * as postRules from './roster/post-rules.js';
import * as rankRules from './roster/rank-rules.js';
import * as rosterLineRules from './roster/roster-line-rules.js';
import * as staffRules from './roster/staff-rules.js';
import * as supervisorRules from './roster/supervisor-rules.js';
import * as bankMachine from './question-bank/bank-machine.js';
import * as bankRules from './question-bank/bank-rules.js';
import * as retentionMachine from './retention/retention-machine.js';
import * as retentionRules from './retention/retention-rules.js';
import * as registerMachine from './register/register-machine.js';
import * as windowRules from './round/window-rules.js';
import * as filingAuthorityRules from './route/filing-authority-rules.js';
import * as routeItemRules from './route/route-item-rules.js';
import * as routeRules from './route/route-rules.js';
import { machines } from './application/machines.js';

const SOURCE = 'services/agencies/src';

/** The files whose rows refuse or remark. A new one is an import and a line. */
const enforcing: readonly RowsOfFile[] = [
  [`${SOURCE}/site/site-machine.ts`, siteMachine],
  [`${SOURCE}/site/site-act-rules.ts`, siteActRules],
  [`${SOURCE}/item/site-question-rules.ts`, siteQuestionRules],
  [`${SOURCE}/commitment/commitment-machine.ts`, commitmentMachine],
  [`${SOURCE}/application/applicant-rules.ts`, applicantRules],
  [`${SOURCE}/application/application-machine.ts`, applicationMachine],
  [`${SOURCE}/application/assessment-rules.ts`, assessmentRules],
  [`${SOURCE}/application/comparison-machine.ts`, comparisonMachine],
  [`${SOURCE}/application/condition-rules.ts`, conditionRules],
  [`${SOURCE}/application/credit-rules.ts`, creditRules],
  [`${SOURCE}/application/declaration-rules.ts`, declarationRules],
  [`${SOURCE}/application/filing-machine.ts`, filingMachine],
  [`${SOURCE}/application/form-field-rules.ts`, formFieldRules],
  [`${SOURCE}/application/item-form-rules.ts`, itemFormRules],
  [`${SOURCE}/application/item-scope-rules.ts`, itemScopeRules],
  [`${SOURCE}/application/item-standard-rules.ts`, itemStandardRules],
  [`${SOURCE}/application/letter-rules.ts`, letterRules],
  [`${SOURCE}/application/lock-rules.ts`, lockRules],
  [`${SOURCE}/application/material-rules.ts`, materialRules],
  [`${SOURCE}/application/panel-rules.ts`, panelRules],
  [`${SOURCE}/application/permit-rules.ts`, permitRules],
  [`${SOURCE}/application/publicity-rules.ts`, publicityRules],
  [`${SOURCE}/application/recommendation-rules.ts`, recommendationRules],
  [`${SOURCE}/application/separate-notice-rules.ts`, separateNoticeRules],
  [`${SOURCE}/application/site-rules.ts`, siteRules],
  [`${SOURCE}/application/transition-rules.ts`, transitionRules],
  [`${SOURCE}/comparison/comparison-applicant-rules.ts`, comparisonApplicantRules],
  [`${SOURCE}/comparison/comparison-condition-rules.ts`, comparisonConditionRules],
  [`${SOURCE}/comparison/comparison-item-rules.ts`, comparisonItemRules],
  [`${SOURCE}/filing/adjustment-rules.ts`, adjustmentRules],
  [`${SOURCE}/filing/filing-machine.ts`, filingFilingMachine],
  [`${SOURCE}/filing/filing-publication-rules.ts`, filingPublicationRules],
  [`${SOURCE}/filing/filing-step-rules.ts`, filingStepRules],
  [`${SOURCE}/filing/filing-term-rules.ts`, filingTermRules],
  [`${SOURCE}/filing/item-ending-rules.ts`, itemEndingRules],
  [`${SOURCE}/filing/receipt-rules.ts`, receiptRules],
  [`${SOURCE}/filing/renewal-rules.ts`, renewalRules],
  [`${SOURCE}/filing/termination-rules.ts`, terminationRules],
  [`${SOURCE}/measure/measure-rules.ts`, measureRules],
  [`${SOURCE}/comparison/commitment-rules.ts`, commitmentRules],
  [`${SOURCE}/evaluation-plan/plan-machine.ts`, planMachine],
  [`${SOURCE}/evaluation-plan/plan-publication-rules.ts`, planPublicationRules],
  [`${SOURCE}/evaluation-plan/plan-rules.ts`, planRules],
  [`${SOURCE}/roster/key-post-rules.ts`, keyPostRules],
  [`${SOURCE}/roster/post-rules.ts`, postRules],
  [`${SOURCE}/roster/rank-rules.ts`, rankRules],
  [`${SOURCE}/roster/roster-line-rules.ts`, rosterLineRules],
  [`${SOURCE}/roster/staff-rules.ts`, staffRules],
  [`${SOURCE}/roster/supervisor-rules.ts`, supervisorRules],
  [`${SOURCE}/question-bank/bank-machine.ts`, bankMachine],
  [`${SOURCE}/question-bank/bank-rules.ts`, bankRules],
  [`${SOURCE}/register/register-machine.ts`, registerMachine],
  [`${SOURCE}/retention/retention-machine.ts`, retentionMachine],
  [`${SOURCE}/retention/retention-rules.ts`, retentionRules],
  [`${SOURCE}/round/round-scope-rules.ts`, roundScopeRules],
  [`${SOURCE}/round/window-rules.ts`, windowRules],
  [`${SOURCE}/route/filing-authority-rules.ts`, filingAuthorityRules],
  [`${SOURCE}/route/route-item-rules.ts`, routeItemRules],
  [`${SOURCE}/route/route-rules.ts`, routeRules],
];

/** The files whose rows answer a question. */
const answering: readonly RowsOfFile[] = [
  [`${SOURCE}/commitment/commitment-texts.ts`, commitmentTexts],
  [`${SOURCE}/item/assessment-question-rules.ts`, assessmentQuestionRules],
  [`${SOURCE}/item/candidate-rules.ts`, candidateRules],
  [`${SOURCE}/item/coverage-rules.ts`, coverageRules],
  [`${SOURCE}/item/may-assess-rules.ts`, mayAssessRules],
  [`${SOURCE}/listed-item/dropped-items-rules.ts`, droppedItemsRules],
];

/** Both ends of a filing that nobody asked for are recorded by one mutation. */
const mutationOf = (act: string): string =>
  act === 'recordNoRenewal' || act === 'recordOtherTermination' ? 'recordAutomaticTermination' : act;

/** What this service does about the ledger: derived from its rows, and said where a rule has none. */
export const enforcedRules: readonly RuleHome[] = mergeHomes([
  ...homesInFiles('ENFORCED', enforcing),
  ...homesInFiles('QUERYABLE', answering),
  ...homesInMachine(Object.values(machines).flat(), mutationOf),
  ...homesInMachine(filingFilingMachine.filingTransitions, mutationOf),
  ...homesInMachine(registerMachine.registerSteps),
  ...homesInMachine(planMachine.planSteps),
  ...homesInMachine(bankMachine.bankSteps),
  ...homesInMachine(bankMachine.standardSteps),
  ...homesInMachine(retentionMachine.materialSteps),
  ...homesInMachine(siteMachine.siteTransitions),
  ...homesInMachine(commitmentMachine.commitmentSteps),
  // What follows from something else than a row of its own.
  ...carriedOut(['AGY-025'], 'Mutation.issueReceipt', `${SOURCE}/filing/filing-term-rules.ts`),
  ...carriedOut(['REC-018'], 'Mutation.openSelectionRound', `${SOURCE}/round/round-scope-rules.ts`),
  ...carriedOut(['CMP-012'], 'Mutation.publishFiling'),
  ...carriedOut(['RET-002'], 'infra/platform/src/journal/perform-act.ts'),
  ...carriedOut(['AGY-010'], `${SOURCE}/application/cap-rules.ts`),
  ...answered(['FIL-006', 'FIL-016'], 'EvaluationAgency.deadlines'),
  ...answered(['CAT-002'], 'CatalogueEdition.coverage'),
  ...answered(['AGY-010'], 'Coverage.cap'),
  ...answered(['RTE-007', 'RTE-008', 'RTE-009', 'RTE-010', 'SIT-002', 'FIL-004'], 'Query.mayAssess'),
  ...answered(['RTE-005'], 'EvaluationAgency.type'),
  ...answered(['FIL-015', 'DIS-001', 'DIS-006'], 'Query.agencies', 'EvaluationAgency.filings'),
  ...answered(['FIL-017', 'SIT-003'], 'ApplicationForm.conditions'),
  ...answered(['DIS-002', 'EVL-007'], 'Query.evaluationPlans'),
  ...answered(['EVL-004'], 'EvaluationPlan.applicationKinds'),
  ...answered(['EVL-006'], 'EvaluationPlan.fees'),
  ...answered(['QBK-001', 'QBK-002'], 'Query.questionBanks'),
  ...answered(['QBK-003'], 'QuestionBank.sharedToMunicipal'),
  ...answered(['RET-001'], 'Query.materialRecords', 'EvaluationAgency.deadlines'),
  ...answered(['DIS-005'], 'Query.publicNotices'),
  ...answered(['DIS-007'], 'Filing.expiryEvaluations'),
  ...answered(['SYS-001'], 'AgencyApplication.history', 'Filing.history'),
  ...answered(['AGY-016', 'SYS-003'], 'ApplicationForm.externalApplicationReference'),
  textOnly('AGY-004', '申报单位的承诺，无可计算的标准'),
  textOnly('AGY-005', '由专家评估判断，通知未定标准'),
  textOnly('AGY-008', '申报单位的承诺，无可计算的标准'),
  textOnly('RTE-006', '“逐步纳入”，通知未定期限和名单'),
  textOnly('RTE-013', '政策方向，无可计算的内容'),
  textOnly('RTE-014', '“支持”，不排除其他学校，表单不填学校类别'),
  textOnly('QBK-005', '系统不存试题；泄题和出售平台由监管按案件处理'),
  textOnly('SIT-005', '岗位职责，由机构落实，无可计算的内容'),
  textOnly('CMP-021', '通知未规定数量上限和再次申报的限制，比照认定不适用其他遴选的规定'),
  textOnly('CMP-022', '咨询和答疑的安排，无可计算的内容'),
]);
