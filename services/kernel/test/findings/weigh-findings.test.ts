import { describe, expect, test } from '@jest/globals';
import {
  clause,
  distinctClauses,
  factTextsOf,
  finding,
  missingFactOf,
  undetermined,
  weighFindings,
} from '../../src/index.js';

const words = clause('沪人社职〔2025〕76号', '二（三）5', '公示期为5个工作日');
const must = { rule: 'AGY-023', force: 'MUST', code: 'PUBLICITY_RUNNING', clauses: [words] } as const;
const info = { ...must, force: 'INFO' } as const;
const missing = { code: 'WORKING_DAY_TABLE', message: '尚无2027年的节假日安排', facts: {} } as const;

describe('findings together', () => {
  test('refuse with what fails or is open, remark with what only tells, and rest on what passes', () => {
    const open = undetermined(must, missing);
    const [told, untold] = [finding(info, 'FAIL', ''), undetermined(info, missing)];
    const { refusals, remarks, clauses } = weighFindings([
      finding(must, 'FAIL', '一'),
      open,
      told,
      untold,
      finding(must, 'PASS', '三'),
      finding(info, 'PASS', '四'),
      finding(must, 'NOT_APPLICABLE', '五'),
    ]);
    expect(refusals.map(({ message }) => message)).toEqual(['一', missing.message]);
    expect(remarks).toEqual([told, untold]);
    expect(clauses).toEqual([words, words]);
  });

  test('name each clause once, in the order in which they come', () => {
    const second = { ...words, item: '二（三）6' };
    expect(distinctClauses([second, words, { ...second }])).toEqual([second, words]);
  });
});

describe('what a finding shows', () => {
  test('is each fact as a text, lists joined, and nothing for what is not known', () => {
    const facts = { open: ['1', '2'], count: 3, on: null, is: false };
    expect(factTextsOf(finding(must, 'FAIL', '', facts))).toEqual([
      { name: 'open', value: '1、2' },
      { name: 'count', value: '3' },
      { name: 'on', value: null },
      { name: 'is', value: 'false' },
    ]);
  });

  test('names what is missing only as long as the question is open', () => {
    expect(missingFactOf(undetermined(must, missing))).toBe(missing.message);
    expect(missingFactOf(finding(must, 'FAIL', ''))).toBeNull();
  });
});
