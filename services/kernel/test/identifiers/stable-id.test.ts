import { describe, expect, test } from '@jest/globals';
import { annexRowId, catalogueItemId, stableId } from '../../dist/identifiers/stable-id.js';

describe('stable ids', () => {
  test('are the same for the same parts, today and tomorrow', () => {
    expect(stableId('agency', '沪人社职〔2024〕38号', 1)).toBe(stableId('agency', '沪人社职〔2024〕38号', 1));
    expect(catalogueItemId('2025-03', '车工（普通车工）')).toBe('item-8a4f356b0f40de14836a');
  });

  test('differ by kind, by part, and by where one part ends', () => {
    const ids = [
      stableId('agency', 'a', 'b'),
      stableId('site', 'a', 'b'),
      stableId('agency', 'ab'),
      stableId('agency', 'a', 'c'),
      stableId('agency', 'a,b'),
      stableId('agency', 1),
      stableId('agency', '1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('of catalogue items do not depend on the width of brackets or on blanks', () => {
    expect(catalogueItemId('2025-03', '车工(普通 车工)')).toBe(catalogueItemId('2025-03', '车工（普通车工）'));
    expect(catalogueItemId('2024-01', '车工')).not.toBe(catalogueItemId('2025-03', '车工'));
  });

  test('of annex rows name the notice, the annex and the row', () => {
    expect(annexRowId({ notice: '沪人社职〔2025〕76号', annex: '附件2', row: 31 })).toBe(
      '沪人社职〔2025〕76号/附件2/31',
    );
  });
});
