import { type Day, type Finding, clause, finding, ruleOnOrFirst } from '@shanghai/kernel';
import { legalPersonRules } from '../application/applicant-rules.js';
import type { ApplicationRoute } from '../application/application-route.js';
import { routeRuleOf } from '../route/route-rules.js';

/** 备案回执编号: one receipt, one number; the notices print no format (FIL-001). */
export const receiptNoRule = {
  rule: 'FIL-001',
  force: 'MUST',
  code: 'RECEIPT_NO_TAKEN',
  clauses: [
    clause('沪人社职〔2024〕270号', '三（五）', '由市职鉴中心向申报单位出具备案回执'),
    clause('沪人社职〔2025〕76号', '二（三）5', '由市职鉴中心向申报单位出具备案回执'),
    clause('沪职鉴中心〔2026〕30号', '三（三）', '由市职鉴中心向申报单位出具备案回执'),
  ],
} as const;

/** Whether a receipt can have that number: it says something, and no other receipt has it. */
export function judgeReceiptNo(receiptNo: string, isTaken: boolean): readonly Finding[] {
  const path = ['receiptNo'];
  if (receiptNo.trim() === '')
    return [finding({ ...receiptNoRule, code: 'FIELD_REQUIRED' }, 'FAIL', '请填写备案回执编号', {}, path)];
  return [
    finding(receiptNoRule, isTaken ? 'FAIL' : 'PASS', isTaken ? '该编号的备案回执已存在' : '编号未重复', {}, path),
  ];
}

/** Whether the credit code of the body has become another agency's since it was judged at the submission (AGY-001). */
export function judgeHolder(isTaken: boolean, on: Day, route: ApplicationRoute = 'SOCIAL'): Finding {
  const registration = route === 'SOCIAL' ? ruleOnOrFirst(legalPersonRules, on) : routeRuleOf(route);
  const rule = { ...registration, code: 'CREDIT_CODE_TAKEN' } as const;
  return isTaken
    ? finding(rule, 'FAIL', '该统一社会信用代码已属于另一评价机构')
    : finding(rule, 'PASS', '统一社会信用代码未被其他评价机构使用');
}
