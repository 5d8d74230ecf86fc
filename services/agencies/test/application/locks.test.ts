import { describe, expect, test } from '@jest/globals';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { earlier, lawful, lineOf, listed, refused, verdictsOf } from '../application-facts.js';

const abandoned = earlier({ status: 'ABANDONED', endedOn: '2024-12-10' });
const failed = earlier({ status: 'FAILED_PROJECT', endedOn: '2025-07-01', notice: '沪人社职〔2025〕76号' });
const locked = ['AGY-021 LOCKED_SAME_OCCUPATION items.0'];
const lockedAfterFailure = ['AGY-022 LOCKED_AFTER_FAILURE'];

describe('who gave up under 270号 (AGY-021)', () => {
  test.each([
    ['2025-06-20', locked],
    ['2025-12-20', []],
  ])('applies for the same occupation on %s', (at, refusals) => {
    expect(refused({ at, earlier: [abandoned] })).toEqual(refusals);
  });

  test.each([
    ['2025-06-20', '2024-06-19', []],
    ['2025-06-20', '2024-06-20', locked],
    ['2025-06-20', '2025-06-20', locked],
    ['2025-06-20', '2025-06-21', []],
  ])('on %s after giving up on %s', (at, endedOn, refusals) => {
    expect(refused({ at, earlier: [earlier({ endedOn, submittedOn: abandoned.submittedOn })] })).toEqual(refusals);
  });

  test('is not locked for another occupation', () => {
    expect(refused({ at: '2025-06-20', earlier: [{ ...abandoned, lineageIds: ['item-other'] }] })).toEqual([]);
  });

  test('is locked for what the occupation became', () => {
    const renamed = { listed: listed('2025-03', { lineageIds: ['item-old', 'item-new'] }), elsewhere: [] };
    const items = [{ ...renamed, filedCount: 0, pendingCount: 0 }];
    expect(refused({ at: '2025-06-20', items, earlier: [{ ...abandoned, lineageIds: ['item-old'] }] })).toEqual(locked);
  });

  test('is not locked when he gave up under 76号', () => {
    const under76 = earlier({ endedOn: '2025-09-30', notice: '沪人社职〔2025〕76号' });
    expect(refused({ at: '2025-12-20', earlier: [under76] })).toEqual([]);
  });

  test('learns until when, with the day itself included', () => {
    const found = judgeSubmission(lawful({ at: '2025-06-20', earlier: [abandoned] })).find(
      ({ rule, verdict }) => rule === 'AGY-021' && verdict === 'FAIL',
    )!;
    expect(found.facts).toEqual({ application: abandoned.id, endedOn: '2024-12-10', until: '2025-12-10' });
  });

  test('is not judged while the list of the day has not arrived', () => {
    expect(verdictsOf('AGY-021', { at: '2025-06-20', earlier: [abandoned], items: null })).toEqual(['UNDETERMINED']);
    expect(verdictsOf('AGY-021', { at: '2025-06-20', items: null })).toEqual(['PASS']);
  });

  test.each(['FAILED_AGENCY', 'FAILED_PROJECT', 'REFUSED', 'WITHDRAWN'] as const)(
    'unlike who ended as %s, which is remarked and refuses nothing by this rule',
    (status) => {
      const at = '2025-03-26';
      const lines = judgeSubmission(lawful({ at, earlier: [earlier({ status, endedOn: '2024-12-10' })] })).map(lineOf);
      expect(lines).toContain('AGY-021 SAME_OCCUPATION_RETRY FAIL items.0');
      expect(lines).toContain('AGY-021 LOCKED_SAME_OCCUPATION PASS items.0');
    },
  );

  test('has no remark for a draft that was withdrawn', () => {
    const draft = earlier({ status: 'WITHDRAWN', endedOn: '2024-12-10', submittedOn: null });
    expect(judgeSubmission(lawful({ earlier: [draft] })).map(({ code }) => code)).not.toContain(
      'SAME_OCCUPATION_RETRY',
    );
  });
});

describe('who did not pass in assessment (AGY-022)', () => {
  test.each([
    ['2026-06-30', '2025-07-01', lockedAfterFailure],
    ['2025-09-20', '2024-09-19', []],
    ['2025-09-20', '2024-09-20', lockedAfterFailure],
    ['2025-09-20', '2025-09-20', lockedAfterFailure],
    ['2025-09-20', '2025-09-21', []],
  ])('applies on %s after failing on %s', (at, endedOn, refusals) => {
    const once = earlier({ status: 'FAILED_AGENCY', endedOn, submittedOn: failed.submittedOn });
    expect(refused({ at, earlier: [once] }).filter((line) => line.startsWith('AGY-022'))).toEqual(refusals);
  });

  test('for any occupation, in project assessment too', () => {
    expect(refused({ at: '2025-09-20', earlier: [{ ...failed, lineageIds: ['item-other'] }] })).toEqual(
      lockedAfterFailure,
    );
  });

  test('in the round of 270号 is locked in the first round of 76号', () => {
    const in270 = earlier({ status: 'FAILED_AGENCY', endedOn: '2024-12-05' });
    expect(refused({ at: '2025-03-25', earlier: [in270] })).toEqual(lockedAfterFailure);
  });

  test('is free under 270号, which knows no such lock', () => {
    const before = earlier({ status: 'FAILED_AGENCY', endedOn: '2024-08-20' });
    expect(verdictsOf('AGY-022', { at: '2024-08-26', earlier: [before] })).toEqual(['NOT_APPLICABLE']);
    expect(verdictsOf('AGY-022', { at: '2025-03-20', earlier: [before] })).toEqual(['FAIL']);
  });

  test.each(['ABANDONED', 'REFUSED', 'WITHDRAWN', 'FILED', 'REJECTED_FALSE_MATERIAL'] as const)(
    'is not who ended as %s',
    (status) => {
      expect(refused({ at: '2025-09-20', earlier: [{ ...failed, status }] })).toEqual([]);
    },
  );

  test('stays locked when an application he had in hand then came to a filing', () => {
    const later = { ...failed, id: 'application-later', status: 'FILED', submittedOn: failed.endedOn } as const;
    expect(refused({ at: '2025-09-20', earlier: [failed, later] })).toEqual(lockedAfterFailure);
  });
});
