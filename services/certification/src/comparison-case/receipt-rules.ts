import { type Day, type Finding, finding, findingOfFault, isWithin, parseResidentId } from '@shanghai/kernel';
import type { ComparisonMapping } from '../mapping/comparison-mapping.js';
import type { IdKind } from './comparison-case.js';
import { comparisonClauses } from './comparison-ground-rules.js';

/** 比照认定目录 (CMP-002, CMP-003): one of the certificates of a catalogue in force. */
export const listedRules = {
  OVERSEAS: {
    rule: 'CMP-002',
    force: 'MUST',
    code: 'NOT_IN_COMPARISON_CATALOGUE',
    clauses: comparisonClauses.catalogues,
  },
  ENTERPRISE_DUAL: {
    rule: 'CMP-003',
    force: 'MUST',
    code: 'NOT_IN_COMPARISON_CATALOGUE',
    clauses: comparisonClauses.catalogues,
  },
} as const;

/** 一证一次 (CMP-020): one certificate is compared once. */
export const onceRule = {
  rule: 'CMP-020',
  force: 'MUST',
  code: 'DUPLICATE_COMPARISON',
  clauses: comparisonClauses.issue,
} as const;

/** 申请受理 (CMP-016): whose certificate it is, and which. */
export const receiptRule = {
  rule: 'CMP-016',
  force: 'MUST',
  code: 'FIELD_REQUIRED',
  clauses: comparisonClauses.work,
} as const;

/** What a case is received with. */
export interface ReceiptFacts {
  readonly name: string;
  readonly idKind: IdKind;
  readonly idNumber: string;
  readonly sourceNumber: string;
  readonly sourceIssuedOn: Day | null;
}

/** Whether a certificate is in a comparison catalogue on a day. */
export function judgeListed(mapping: ComparisonMapping | null, on: Day): Finding {
  const rule = listedRules[mapping?.kind ?? 'OVERSEAS'];
  if (!mapping) return finding(rule, 'FAIL', '该证书不在比照认定目录内', {}, ['mappingId']);
  const { from, to } = mapping;
  return isWithin(on, from, to)
    ? finding(rule, 'PASS', '该证书在比照认定目录内', { from, to })
    : finding(rule, 'FAIL', `${on}该证书不在比照认定目录内`, { from, to }, ['mappingId']);
}

/** Whether a certificate is compared for the first time, as long as no case of it stands. */
export function judgeOnce(otherCaseStands: boolean): Finding {
  return otherCaseStands
    ? finding(onceRule, 'FAIL', '该证书已有比照认定个案，不能重复认定', {}, ['sourceNumber'])
    : finding(onceRule, 'PASS', '该证书没有其他比照认定个案');
}

/** Whether applicant and certificate are named so that they can be told apart. */
export function judgeReceipt(facts: ReceiptFacts, today: Day): readonly Finding[] {
  const { name, sourceNumber, sourceIssuedOn } = facts;
  const issuedRule = { ...receiptRule, code: 'SOURCE_ISSUED_LATER' } as const;
  return [
    judgeGiven(name, '姓名', 'name'),
    judgeGiven(sourceNumber, '证书编号', 'sourceNumber'),
    judgeIdNumber(facts, today),
    sourceIssuedOn !== null && sourceIssuedOn > today
      ? finding(issuedRule, 'FAIL', '证书签发日期晚于当日', { sourceIssuedOn }, ['sourceIssuedOn'])
      : finding(issuedRule, 'PASS', '证书签发日期无误'),
  ];
}

function judgeGiven(text: string, label: string, field: string): Finding {
  return text.trim() === ''
    ? finding(receiptRule, 'FAIL', `须填写${label}`, {}, [field])
    : finding(receiptRule, 'PASS', `${label}已填写`);
}

/** A resident number by GB 11643; of another document no more than that it is one. */
function judgeIdNumber({ idKind, idNumber }: ReceiptFacts, today: Day): Finding {
  const rule = { ...receiptRule, code: 'INVALID_ID_NUMBER' } as const;
  if (idKind === 'OTHER_DOCUMENT')
    return /^[A-Z0-9()-]{5,30}$/.test(idNumber)
      ? finding(rule, 'PASS', '证件号码已填写')
      : finding(rule, 'FAIL', '证件号码应为5至30位大写字母或数字', {}, ['idNumber']);
  const read = parseResidentId(idNumber, today);
  return read.ok ? finding(rule, 'PASS', '身份证号码无误') : findingOfFault(rule, read.faults[0], ['idNumber']);
}
