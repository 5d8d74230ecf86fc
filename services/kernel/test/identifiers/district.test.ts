import { expect, test } from '@jest/globals';
import { districts, findDistrict } from '../../src/index.js';

test('Shanghai has sixteen districts, each with a code of its own that begins with 3101', () => {
  expect(new Set(districts.map(({ code }) => code)).size).toBe(16);
  expect(new Set(districts.map(({ name }) => name)).size).toBe(16);
  expect(districts.filter(({ code }) => !/^3101\d{2}$/.test(code))).toEqual([]);
});

test('a district is found by its code, and an abolished or unknown one is none', () => {
  expect(findDistrict('310115')?.name).toBe('浦东新区');
  expect(['310103', '310119', '310000', '110101', '', '__proto__'].map(findDistrict)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
