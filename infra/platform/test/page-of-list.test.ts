import { describe, expect, test } from '@jest/globals';
import type { Page } from '../dist/list/page.js';
import { pageOfList } from '../dist/list/page-of-list.js';

const rows = ['a', 'b', 'c', 'd', 'e'];
const filter = { kind: 'letters' };

describe('a page of a list that is at hand', () => {
  test('follows the page before it, without gap or overlap, to the end', () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page<string> = pageOfList({ first: 2, after }, filter, rows);
      seen.push(...page.nodes);
      expect(page.totalCount).toBe(5);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(rows);
  });

  test('starts after any entry whose cursor it is given', () => {
    const { edges } = pageOfList({ first: 5 }, filter, rows);
    expect(pageOfList({ after: edges[3]!.cursor }, filter, rows).nodes).toEqual(['e']);
  });

  test('of an empty list has no cursors', () => {
    expect(pageOfList({}, filter, []).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  test('refuses a cursor of another filter', () => {
    const { pageInfo } = pageOfList({ first: 2 }, { kind: 'digits' }, rows);
    expect(() => pageOfList({ after: pageInfo.endCursor }, filter, rows)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_CURSOR' }) }),
    );
  });
});
