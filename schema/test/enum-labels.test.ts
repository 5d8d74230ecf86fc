import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { enumLabels, labelsIn } from '../dist/enum-labels.js';

describe('the label of an enum value', () => {
  test('is what its description begins with', () => {
    const document = parse('enum Colour { "红: like blood." RED "绿色 green" GREEN BLUE }');
    expect(labelsIn(document).map(({ label }) => label)).toEqual(['红', 'GREEN', 'BLUE']);
  });

  test('is Chinese for every value of the graph', () => {
    expect(enumLabels().filter(({ label }) => !/\p{Script=Han}/u.test(label))).toEqual([]);
    expect(enumLabels()).toContainEqual({ enum: 'SkillLevel', value: 'JUNIOR', label: '初级工（五级）' });
  });
});
