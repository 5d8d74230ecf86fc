import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { dutyOf, findPostByLabel, postOf, posts } from '../../dist/post/post-table.js';

interface PrintedRow {
  readonly category: string;
  readonly post: string;
  readonly duty: string;
}

/** 附件5-1 as printed: a blank category is the one above, a blank post goes on over a page break. */
async function printed(): Promise<readonly PrintedRow[]> {
  const text = await readFile(new URL('../../data/2026-30-annex-5-1.csv', import.meta.url), 'utf8');
  const rows: PrintedRow[] = [];
  for (const line of text.trim().split('\n').slice(1)) {
    const [category, post, duty] = line.split(',') as [string, string, string];
    const above = rows.at(-1);
    if (post === '') rows[rows.length - 1] = { ...above!, duty: above!.duty + duty };
    else rows.push({ category: category || above!.category, post, duty });
  }
  return rows;
}

test('the twenty posts are those of 附件5-1, in its order and with its words', async () => {
  expect(posts.map((one) => ({ category: one.categoryLabel, post: one.label, duty: dutyOf(one) }))).toEqual(
    await printed(),
  );
});

test('a post is found by its id and by what the notice calls it', () => {
  expect(postOf('ARCHIVES').label).toBe('档案管理岗');
  expect(findPostByLabel('监控管理岗')?.id).toBe('SURVEILLANCE');
  expect(findPostByLabel('后勤岗')).toBeNull();
});
