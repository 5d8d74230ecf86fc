import { describe, expect, test } from '@jest/globals';
import * as kernel from '../../src/index.js';

const { clause, finding, findingOfFault, refusalOf, refusalsOf, undetermined } = kernel;

const row = {
  rule: 'AGY-023',
  force: 'MUST',
  code: 'PUBLICITY_RUNNING',
  clauses: [clause('沪人社职〔2025〕76号', '二（三）5', '公示期为5个工作日')],
} as const;
const { rule, code, clauses } = row;
const refused = { rule, code, clauses };
const missing = { code: 'WORKING_DAY_TABLE', message: '尚无2027年的节假日安排', facts: { year: 2027 } } as const;

describe('a refusal', () => {
  test('repeats rule, code, message and clauses of the finding that failed, and says where in the input', () => {
    const failed = finding(row, 'FAIL', '公示期尚未结束', { lastDay: '2025-05-12' }, ['filing']);
    expect(refusalOf(failed)).toEqual({ ...refused, message: '公示期尚未结束', path: ['filing'] });
  });

  test('is what an open question gives, with what is missing as its message', () => {
    expect(refusalOf(undetermined(row, missing))).toEqual({ ...refused, message: missing.message, path: [] });
  });

  test('is not what a finding gives that passes or does not apply', () => {
    expect(refusalOf(finding(row, 'PASS', '公示期已满'))).toBeNull();
    expect(refusalOf(finding(row, 'NOT_APPLICABLE', '不适用'))).toBeNull();
  });

  test('is not what a rule gives that only remarks', () => {
    expect(refusalOf(finding({ ...row, force: 'INFO' }, 'FAIL', '请注意'))).toBeNull();
    expect(refusalOf(undetermined({ ...row, force: 'INFO' }, missing))).toBeNull();
    expect(refusalOf(finding({ ...row, force: 'SHOULD' }, 'FAIL', '一般'))).not.toBeNull();
  });

  test('comes with all the others at once, in the order of the findings', () => {
    const findings = [
      finding(row, 'FAIL', '一'),
      finding(row, 'PASS', '二'),
      undetermined(row, missing),
      finding({ ...row, code: 'OBJECTION_OPEN' }, 'FAIL', '三'),
    ];
    expect(refusalsOf(findings).map(({ code, message }) => [code, message])).toEqual([
      ['PUBLICITY_RUNNING', '一'],
      ['PUBLICITY_RUNNING', missing.message],
      ['OBJECTION_OPEN', '三'],
    ]);
  });
});

test('form content that cannot be read is a finding of the rule that asks for it, with code and reason of the fault', () => {
  const reading = kernel.parseDay('2026-06-31');
  expect(reading.ok).toBe(false);
  if (reading.ok) return;
  expect(findingOfFault(row, reading.faults[0])).toMatchObject({
    rule: 'AGY-023',
    verdict: 'FAIL',
    code: 'INVALID_DAY',
    facts: { reason: 'NOT_IN_CALENDAR' },
  });
});
