import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { ItemStatus } from '../../dist/application/application.js';
import {
  isProjectOverdue,
  judgeItemResult,
  judgeSeparation,
  outcomeOfProject,
  projectDueOn,
} from '../../dist/application/assessment-rules.js';
import { judgeMethods, judgePanel } from '../../dist/application/panel-rules.js';
import { lineOf } from '../application-facts.js';
import { inProjectAssessment, passed, submittedItem } from '../application-state.js';

const applicant = { name: '示例咖啡行业协会', unifiedSocialCreditCode: '51310000MJ0000001N' };
const expert = { expertNo: 'E-1', employer: '示例大学', relatedTo: ['示例研究院'] };
const on = day('2025-04-10');

describe('a panel (EXP-003, CMT-205)', () => {
  test.each([
    ['of strangers', [expert, { ...expert, expertNo: 'E-2' }], ['EXP-003 RECUSAL_REQUIRED PASS']],
    ['of nobody', [], ['EXP-003 PANEL_REQUIRED FAIL panel']],
    [
      'with an employee of the applicant',
      [expert, { ...expert, expertNo: 'E-2', employer: '示例咖啡行业 协会' }],
      ['EXP-003 RECUSAL_REQUIRED FAIL panel.1'],
    ],
    [
      'with someone related to it by its credit code',
      [{ ...expert, relatedTo: ['51310000MJ0000001N'] }],
      ['EXP-003 RECUSAL_REQUIRED FAIL panel.0'],
    ],
    ['with the same expert twice', [expert, expert], ['EXP-003 DUPLICATE_EXPERT FAIL panel.1']],
  ])('%s', (_, panel, lines) => {
    expect(judgePanel(panel, applicant, on).map(lineOf)).toEqual(lines);
  });

  test.each([
    ['2024-09-10', 'EXP-003', ['沪人社职〔2024〕270号']],
    ['2026-06-22', 'EXP-003', ['沪人社职〔2025〕76号']],
    ['2026-06-23', 'CMT-205', ['沪人社职〔2025〕76号', '沪职鉴中心〔2026〕30号']],
  ])('on %s is judged by %s of %j', (at, rule, notices) => {
    const [found] = judgePanel([expert], applicant, day(at));
    expect([found!.rule, found!.clauses.map(({ notice }) => notice)]).toEqual([rule, notices]);
  });
});

describe('the methods of an agency assessment (AGY-018)', () => {
  test.each([
    ['a visit', [{ kind: 'SITE_VISIT', text: null }], ['AGY-018 METHOD_REQUIRED PASS']],
    ['none', [], ['AGY-018 METHOD_REQUIRED FAIL methods']],
    ['another, unsaid', [{ kind: 'OTHER', text: ' ' }], ['AGY-018 METHOD_TEXT_REQUIRED FAIL methods.0.text']],
    ['another, said', [{ kind: 'OTHER', text: '线上答辩' }], ['AGY-018 METHOD_REQUIRED PASS']],
  ] as const)('%s', (_, methods, lines) => {
    expect(judgeMethods(methods, on).map(lineOf)).toEqual(lines);
  });
});

describe('project assessment (AGY-019, AGY-020)', () => {
  const state = inProjectAssessment('2025-04-10');
  const { itemId } = submittedItem();

  test('is due after three months, the day it begins not counted', () => {
    expect(projectDueOn(on)).toBe('2025-07-10');
  });

  test.each([
    ['2025-07-10', 'AGY-019 PROJECT_ASSESSMENT_OVERDUE PASS itemId', false],
    ['2025-07-11', 'AGY-020 PROJECT_ASSESSMENT_OVERDUE FAIL', true],
  ])('takes a result on %s: %s', (at, line, overdue) => {
    expect(lineOf(judgeItemResult(state, itemId, day(at)))).toBe(line);
    expect(isProjectOverdue(state, day(at))).toBe(overdue);
  });

  test('takes no result of an unknown item, nor a second one', () => {
    expect(lineOf(judgeItemResult(state, 'item-other', on))).toBe('AGY-019 ITEM_UNKNOWN FAIL itemId');
    const decided = { ...state, items: [submittedItem({ status: 'FAILED' })] };
    expect(lineOf(judgeItemResult(decided, itemId, on))).toBe('AGY-019 ITEM_ALREADY_DECIDED FAIL itemId');
  });

  const cases: readonly (readonly [string, boolean, string, string])[] = [
    ['PENDING', false, 'PROJECT_ASSESSMENT', 'PENDING'],
    ['PASSED PENDING', false, 'PROJECT_ASSESSMENT', 'PASSED PENDING'],
    ['PASSED FAILED', false, 'AWAITING_CONSENT', 'PASSED FAILED'],
    ['FAILED FAILED', false, 'FAILED_PROJECT', 'FAILED FAILED'],
    ['PASSED PENDING', true, 'AWAITING_CONSENT', 'PASSED ABANDONED'],
    ['FAILED PENDING', true, 'FAILED_PROJECT', 'FAILED ABANDONED'],
    ['PENDING PENDING', true, 'ABANDONED', 'ABANDONED ABANDONED'],
  ];
  test.each(cases)('with items %s, overdue %s, leads to %s with %s', (before, overdue, status, after) => {
    const items = before.split(' ').map((one) => submittedItem({ status: one as ItemStatus }));
    const outcome = outcomeOfProject(items, { overdue });
    expect([outcome.status, outcome.items.map((item) => item.status).join(' ')]).toEqual([status, after]);
  });
});

describe('who consents', () => {
  const state = {
    assessment: passed('2025-04-10', { decidedBy: 'officer-1' }),
    items: [submittedItem({ decidedBy: 'officer-2' })],
  };

  test.each([
    ['officer-1', 'FAIL'],
    ['officer-2', 'FAIL'],
    ['officer-3', 'PASS'],
  ])('is not who recorded a result: %s %s', (subject, verdict) => {
    expect(lineOf(judgeSeparation(state, subject))).toBe(`AGY-023 SEPARATION_OF_DUTY ${verdict}`);
  });
});
