import { describe, expect, test } from '@jest/globals';
import type { CandidateKind } from '../../dist/certificate/certificate.js';
import { certificateOfExam } from '../../dist/certificate/exam-certificate.js';
import { judgeExam } from '../../dist/certificate/exam-rules.js';
import { endedScope, examCase, examOf, failures, idNumberOf, on, scopeItem, scopeOf } from './exams.js';

const judged = (exam = {}, facts = {}) => failures(judgeExam(examOf(exam), examCase(facts)));

describe('a certificate after an exam', () => {
  test('is issued for what is filed, at a level that is filed, on a day in force', () => {
    expect(judged()).toEqual([]);
  });

  test('is refused the day after a scope has ended, and not on its last day', () => {
    const scope = scopeOf({ items: [scopeItem({ to: on('2026-10-10') })] });
    expect(judged({}, { scope })).toEqual([]);
    expect(judged({ examOn: on('2026-10-11') }, { scope })).toEqual(['FIL-004 OUT_OF_FILING_SCOPE']);
  });

  test('is refused at a level that is not filed, and where there is none and one is said', () => {
    expect(judged({ level: 2 })).toEqual(['FIL-004 OUT_OF_FILING_SCOPE']);
    expect(judged({ occupation: '示例焊工' })).toEqual(['FIL-004 OUT_OF_FILING_SCOPE']);
  });

  test('says the clause of what refuses', () => {
    const [refused] = judgeExam(examOf({ level: 2 }), examCase()).filter(({ verdict }) => verdict === 'FAIL');
    expect(refused).toMatchObject({ path: ['level'], clauses: [{ notice: '沪人社职〔2024〕38号' }, {}] });
  });

  test.each([
    ['SUSPENDED', 'FIL-016 FILING_SUSPENDED'],
    ['EXPIRED', 'FIL-005 FILING_EXPIRED'],
    ['TERMINATED', 'FIL-010 FILING_TERMINATED'],
    ['LISTED', 'FIL-002 VALIDITY_NOT_PRINTED'],
  ] as const)('is refused on a day on which the filing is %s, and not the day before', (status, code) => {
    const scope = endedScope(status, '2026-10-10', {
      termination: status === 'TERMINATED' ? { kind: 'VOLUNTARY', effectiveOn: on('2026-10-10') } : null,
    });
    expect(judged({}, { scope })).toEqual([code]);
    expect(judged({ examOn: on('2026-10-09') }, { scope })).toEqual([]);
  });

  test('is refused before the filing, and where there is none', () => {
    expect(judged({ examOn: on('2024-12-31') })).toEqual(['FIL-004 NOT_FILED']);
    expect(judged({}, { scope: null })).toEqual(['FIL-004 NOT_FILED']);
  });
});

describe('FIL-010: an exam before the filing has ended', () => {
  const scope = (kind: 'AUTOMATIC' | 'VOLUNTARY' | 'ORDERED') =>
    endedScope('TERMINATED', '2026-10-15', { termination: { kind, effectiveOn: on('2026-10-15') } });

  test.each(['AUTOMATIC', 'VOLUNTARY'] as const)('is issued and flagged after an %s end', (kind) => {
    const findings = judgeExam(examOf(), examCase({ scope: scope(kind) }));
    expect(failures(findings)).toEqual([]);
    const record = { id: 'c', scope: scope(kind), source: 'ISSUED', batchId: null, batchLine: null } as const;
    const made = certificateOfExam(examOf(), { ...record, now: new Date(0), findings, duplicateOf: null });
    expect(made).toMatchObject({ status: 'FLAGGED', inScope: true, flags: [{ code: 'FILING_TERMINATED' }] });
  });

  test('takes the written approval of the filing authority after an ordered end', () => {
    expect(judged({}, { scope: scope('ORDERED') })).toEqual(['FIL-010 FILING_TERMINATED']);
    expect(judged({}, { scope: scope('ORDERED'), approvalNo: '示例批〔2026〕1号' })).toEqual([]);
  });
});

describe('EVL-001: sixteen years', () => {
  const exam = { idNumber: idNumberOf(2, '20101011'), bornOn: on('2010-10-11') };

  test('are reached on the birthday, by the day of the exam', () => {
    expect(judged({ ...exam, examOn: on('2026-10-10') })).toEqual(['EVL-001 UNDER_AGE']);
    expect(judged({ ...exam, examOn: on('2026-10-11') })).toEqual([]);
  });

  test('are counted on the day of the application where it was said', () => {
    expect(judged({ ...exam, examOn: on('2026-10-11'), appliedOn: on('2026-10-10') })).toEqual(['EVL-001 UNDER_AGE']);
  });
});

describe('CRT-001, STF-012: a score', () => {
  test('is confirmed by another than has entered it', () => {
    expect(judged({ scoreConfirmedBy: null })).toEqual(['CRT-001 SCORE_NOT_CONFIRMED']);
    expect(judged({ scoreEnteredBy: null })).toEqual(['CRT-001 SCORE_NOT_CONFIRMED']);
    expect(judged({ scoreConfirmedBy: 'S-1' })).toEqual(['STF-012 POST_CONFLICT']);
  });

  test('has posts that are apart from the day of the notice on', () => {
    expect(judged({ scoreConfirmedBy: 'S-1', examOn: on('2026-06-22') })).toEqual(['CRT-001 SCORE_NOT_CONFIRMED']);
    expect(judged({ scoreConfirmedBy: 'S-1', examOn: on('2026-06-23') })).toEqual(['STF-012 POST_CONFLICT']);
  });
});

describe('RTE-007 to RTE-010: a candidate', () => {
  const rows = [
    ['SOCIAL_ORGANISATION', 'PUBLIC', []],
    ['SOCIAL_ORGANISATION', 'EMPLOYEE', []],
    ['ENTERPRISE', 'EMPLOYEE', []],
    ['ENTERPRISE', 'SUBSIDIARY_OUTSIDE_CITY', []],
    ['ENTERPRISE', 'PUBLIC', ['RTE-007 CANDIDATE_OUT_OF_SCOPE']],
    ['ENTERPRISE', 'COMMISSIONED_ENTERPRISE', ['RTE-007 CANDIDATE_OUT_OF_SCOPE']],
    ['COLLEGE', 'OWN_FINAL_YEAR_STUDENT', []],
    ['COLLEGE', 'PUBLIC', ['RTE-008 CANDIDATE_OUT_OF_SCOPE']],
  ] as const;

  test.each(rows)('of %s: %s', (type, candidateKind: CandidateKind, codes) => {
    expect(judged({ candidateKind }, { scope: scopeOf({ type }) })).toEqual(codes);
  });

  test('by an agreement is one when it is named, and no rule says so before 120号', () => {
    const scope = scopeOf({ type: 'ENTERPRISE' });
    expect(judged({ candidateKind: 'COMMISSIONED_ENTERPRISE', agreementNo: '示例-1' }, { scope })).toEqual([]);
    const early = scopeOf({ type: 'COLLEGE', states: [{ status: 'ACTIVE', from: on('2024-01-01'), to: null }] });
    const items = [scopeItem({ from: on('2024-01-01') })];
    expect(judged({ examOn: on('2024-04-30') }, { scope: { ...early, items } })).toEqual([]);
  });
});

test('a comparison gives certificates by its own cases, and days have their order', () => {
  expect(judged({}, { scope: scopeOf({ type: 'COMPARISON' }) })).toEqual(['CMP-020 NO_EXAM_IN_COMPARISON']);
  expect(judged({ issuedOn: on('2026-10-09') })).toEqual(['CRT-001 EXAM_DAY_INVALID']);
  expect(judged({ issuedOn: on('2026-11-02') })).toEqual(['CRT-001 EXAM_DAY_INVALID']);
  expect(judged({ appliedOn: on('2026-10-11') })).toEqual(['CRT-001 EXAM_DAY_INVALID']);
});
