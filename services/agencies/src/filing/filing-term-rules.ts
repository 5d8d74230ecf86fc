import { type Day, clause, firstDayUntil, lastDayFrom } from '@shanghai/kernel';

/**
 * 备案有效期 (FIL-002): three years, the day of the receipt counting as the first (PR). For enterprise and college filings no
 * notice prints a validity, and the same is assumed (FIL-003, PR).
 */
export const filingTerm = {
  rule: 'FIL-002',
  term: { years: 3 },
  clauses: [
    clause('沪人社职〔2024〕270号', '三（五）', '备案有效期为3年'),
    clause('沪人社职〔2025〕76号', '二（三）5', '备案有效期为3年'),
    clause('沪职鉴中心〔2026〕30号', '三（三）', '备案有效期为3年'),
  ],
} as const;

/** 续期申请期 (FIL-005): the three months before the end, which is part of them (PR: a window, not a lead of three months). */
export const renewalWindow = {
  rule: 'FIL-005',
  length: { months: 3 },
  clauses: [
    clause(
      '沪人社职〔2024〕120号',
      '三（四）3',
      '存在备案期满前三个月内未书面提出续期备案申请、因国家职业分类调整等原因导致原备案职业（工种）不可开展评价且未申请调整备案职业（工种）、或出现破产、关闭、注销等主体灭失情形但未主动提出终止备案等情形之一的，对其作出自动终止备案处理',
    ),
  ],
} as const;

/** The last day of validity, inclusive, of a filing that begins on a day. */
export function validToOf(validFrom: Day): Day {
  return lastDayFrom(validFrom, filingTerm.term);
}

/** The days on which renewal may be asked for, both included. */
export function renewalWindowOf(validTo: Day): { readonly opensOn: Day; readonly closesOn: Day } {
  return { opensOn: firstDayUntil(validTo, renewalWindow.length), closesOn: validTo };
}
