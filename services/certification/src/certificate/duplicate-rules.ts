import { type Finding, finding } from '@shanghai/kernel';
import { certificateClauses } from './certificate-clauses.js';

const row = { force: 'MUST', clauses: [certificateClauses.comparing] } as const;
/** CRT-006. */
export const duplicateRule = { ...row, rule: 'CRT-006', code: 'DUPLICATE_CERTIFICATE' } as const;
/** CRT-001. */
export const numberTakenRule = { ...row, rule: 'CRT-001', code: 'CERTIFICATE_NUMBER_TAKEN' } as const;

/** 重复 (CRT-006): one exam of one person gives one certificate. `duplicateOf` is the one that stands for it already. */
export function judgeDuplicate(duplicateOf: string | null): Finding {
  return duplicateOf === null
    ? finding(duplicateRule, 'PASS', '没有重复的证书')
    : finding(duplicateRule, 'FAIL', '该次评价已有证书，一次评价一本证书', { duplicateOf });
}

/** 编号唯一 (CRT-001): a number is one certificate's for good, whatever became of it. */
export function judgeNumberTaken(isTaken: boolean): Finding {
  return isTaken
    ? finding(numberTakenRule, 'FAIL', '证书编号已被使用', {}, ['number'])
    : finding(numberTakenRule, 'PASS', '证书编号未被使用');
}
