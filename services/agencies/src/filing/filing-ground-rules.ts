import { type Clause, clause } from '@shanghai/kernel';
import type { FilingAct } from './filing-machine.js';
import { stateClauses } from './filing-state-rules.js';
import { renewalWindow } from './filing-term-rules.js';

const MANAGEMENT = '沪人社职〔2024〕120号';

/** The words of 120号 on the life of a filing, beside those of its states and its renewal. */
export const filingClauses = {
  authorities: [
    clause(MANAGEMENT, '一', '上海市职业技能鉴定中心(以下简称市职鉴中心)负责全市技能评价工作的备案管理'),
    clause(MANAGEMENT, '一', '各区人力资源和社会保障局按照属地管理原则,负责所辖区域技能评价工作的备案管理'),
  ],
  expiryEvaluation: [clause(MANAGEMENT, '三（三）3', '定期开展评价机构年度考核和备案期满评估，及时公布评估结果')],
  adjustment: [clause(MANAGEMENT, '三（四）3', '未申请调整备案职业（工种）')],
  enterpriseStandard: [
    clause(MANAGEMENT, '三（二）1', '各类企业组织实施职业技能等级认定应以国家职业标准或评价规范为依据'),
  ],
  notEvaluable: [
    clause(
      MANAGEMENT,
      '三（四）3',
      '因国家职业分类调整等原因导致原备案职业（工种）不可开展评价且未申请调整备案职业（工种）',
    ),
  ],
  extinct: [clause(MANAGEMENT, '三（四）3', '出现破产、关闭、注销等主体灭失情形但未主动提出终止备案')],
  automatic: [clause(MANAGEMENT, '三（四）3', '等情形之一的，对其作出自动终止备案处理')],
  rectification: [clause(MANAGEMENT, '三（四）2', '予以警告、限期整改、暂停评价')],
  wrapUp: [
    clause(
      MANAGEMENT,
      '三（四）3',
      '评价机构终止备案的，要妥善处理后续工作，承担已评价发证产生的责任以及因违纪违规违法行为造成的后果',
    ),
  ],
} as const;

const grounds: Readonly<Record<Exclude<FilingAct, 'reportToNationalCentre' | 'publishFiling'>, readonly Clause[]>> = {
  requestRenewal: renewalWindow.clauses,
  approveRenewal: renewalWindow.clauses,
  refuseRenewal: renewalWindow.clauses,
  recordExpiryEvaluation: filingClauses.expiryEvaluation,
  requestAdjustment: filingClauses.adjustment,
  decideAdjustment: filingClauses.adjustment,
  recordItemNotEvaluable: filingClauses.notEvaluable,
  recordItemTermination: [...filingClauses.notEvaluable, ...filingClauses.automatic],
  recordSubjectExtinct: [...filingClauses.extinct, ...filingClauses.automatic],
  recordNoRenewal: renewalWindow.clauses,
  recordOtherTermination: filingClauses.automatic,
  requestTermination: stateClauses.voluntary,
  confirmTermination: stateClauses.voluntary,
  completeWrapUpTask: filingClauses.wrapUp,
  suspendEvaluation: stateClauses.suspended,
  resumeEvaluation: filingClauses.rectification,
  orderTermination: stateClauses.ordered,
  remindOfRenewal: renewalWindow.clauses,
  endSuspension: filingClauses.rectification,
  beginRenewedPeriod: renewalWindow.clauses,
  extendPendingDecision: renewalWindow.clauses,
  expireFiling: renewalWindow.clauses,
  passItemDueDay: filingClauses.notEvaluable,
};

/** The clauses that an act rests on; none for acts whose own rule brings them. */
export function groundsOfFilingAct(act: FilingAct): readonly Clause[] {
  return act === 'reportToNationalCentre' || act === 'publishFiling' ? [] : grounds[act];
}
