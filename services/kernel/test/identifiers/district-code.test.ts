import { describe, expect, test } from '@jest/globals';
import { districts, parseDistrictCode } from '../../dist/identifiers/district.js';

describe('a district code', () => {
  test.each(districts.map(({ code }) => code))('%s is read as it is', (code) => {
    expect(parseDistrictCode(code)).toEqual({ ok: true, value: code });
  });

  test.each([
    ['310103', 'UNKNOWN'],
    ['110101', 'UNKNOWN'],
    ['31011', 'FORMAT'],
    ['３１０１１５', 'FORMAT'],
    ['浦东新区', 'FORMAT'],
    ['', 'FORMAT'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseDistrictCode(text)).toMatchObject({ ok: false, faults: [{ code: 'INVALID_DISTRICT_CODE', reason }] });
  });
});
