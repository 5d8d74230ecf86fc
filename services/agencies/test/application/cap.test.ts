import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { agenciesUnderCap, remarkOnCap } from '../../dist/application/cap-rules.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { coverItems } from '../../dist/item/coverage-rules.js';
import { filed, listed as listedFiling } from '../facts.js';
import { instant, lawful, lineOf, listed, refused, verdictsOf } from '../application-facts.js';
import { submittedItem } from '../application-state.js';

const { itemId } = submittedItem();
const full = [{ listed: listed('2025-03'), elsewhere: [], filedCount: 2, pendingCount: 1 }];
const permitted = [{ rule: 'AGY-010', itemId, reason: '需求大', at: instant('2025-03-21') }] as const;

describe('the cap on the agencies of an item at submission (AGY-010)', () => {
  test.each([
    ['2025-03-26', 2, 0, []],
    ['2025-03-26', 1, 1, []],
    ['2025-03-26', 3, 0, ['AGY-010 AGENCY_CAP_REACHED items.0']],
    ['2025-03-26', 2, 1, ['AGY-010 AGENCY_CAP_REACHED items.0']],
    ['2025-03-26', 5, 0, ['AGY-010 AGENCY_CAP_REACHED items.0']],
  ])('on %s with %d filed and %d pending', (at, filedCount, pendingCount, refusals) => {
    const items = [{ listed: listed('2025-03'), elsewhere: [], filedCount, pendingCount }];
    expect(refused({ at, items })).toEqual(refusals);
  });

  test('does not govern under 270号', () => {
    const items = [{ ...full[0]!, listed: listed('2024-08'), filedCount: 9 }];
    expect(verdictsOf('AGY-010', { at: '2024-08-26', items })).toEqual(['NOT_APPLICABLE']);
  });

  test('yields to a permission of the Centre for the item, and is seen to', () => {
    expect(refused({ items: full, exceptions: permitted })).toEqual([]);
    expect(refused({ items: full, exceptions: [{ ...permitted[0], itemId: 'item-other' }] })).not.toEqual([]);
    const found = judgeSubmission(lawful({ items: full, exceptions: permitted })).find(
      ({ rule }) => rule === 'AGY-010',
    )!;
    expect(found.facts).toEqual({ agencies: 3, filed: 2, pending: 1, atMost: 3, permitted: true });
  });

  test('is not counted while the list has not arrived', () => {
    expect(verdictsOf('AGY-010', { items: null })).toEqual(['UNDETERMINED']);
  });
});

test('the cap is remarked and refuses nothing when project assessment ends (AGY-010)', () => {
  const on = day('2025-06-01');
  const items = [submittedItem({ status: 'PASSED' })];
  const counts = [{ itemId, filed: 3, pending: 0 }];
  const [remark] = remarkOnCap(items, counts, [], on);
  expect([lineOf(remark!), remark!.force]).toEqual(['AGY-010 AGENCY_CAP_REACHED FAIL items.0', 'INFO']);
  expect(remarkOnCap(items, [{ ...counts[0]!, filed: 2 }], [], on)).toEqual([]);
  expect(remarkOnCap([submittedItem({ status: 'FAILED' })], counts, [], on)).toEqual([]);
});

describe('what counts under the cap', () => {
  const on = day('2027-06-01');

  test('is every agency with a filing that is neither terminated nor expired, once', () => {
    const pending = filed({ renewal: { requestedOn: day('2027-03-01'), decision: null } });
    const suspended = filed({ from: '2025-05-10', suspensions: [{ from: day('2027-01-01'), to: null }] });
    const ended = filed({ termination: { kind: 'ORDERED', reason: null, effectiveOn: on } });
    const filings = [
      { agencyId: 'pending', facts: pending },
      { agencyId: 'suspended', facts: suspended },
      { agencyId: 'suspended', facts: filed({ from: '2026-01-01' }) },
      { agencyId: 'listed', facts: listedFiling },
      { agencyId: 'expired', facts: filed() },
      { agencyId: 'terminated', facts: ended },
      { agencyId: 'college', facts: filed({ type: 'COLLEGE', from: '2026-01-01' }) },
    ];
    expect([...agenciesUnderCap(filings, on)]).toEqual(['pending', 'suspended', 'listed']);
  });

  test('follows successions', () => {
    const covered = coverItems(
      [{ itemId: '物流服务师', majorGroup: '4', lineageIds: ['物流师', '物流服务师'] }],
      new Map([['物流师', ['a', 'b']]]),
      true,
    );
    expect(covered[0]!.agencyCount).toBe(2);
  });
});
