import { describe, expect, test } from '@jest/globals';
import { parseOccupationCodePrefix } from '../../dist/catalogue/occupation-code.js';

describe('the beginning of an occupation code', () => {
  test.each(['4', '4-04', '4-04-05', '4-04-05-01', '4-04-05-Z1'])('%s is read as it is', (text) => {
    expect(parseOccupationCodePrefix(text)).toEqual({ ok: true, value: text });
  });

  test.each(['', '0', '9', '4-', '4-0', '4-04-', '4-04-05-', '4-04-05-1', '4-04-05-01-01', '４-04', '4.*', ' 4'])(
    '%j is refused',
    (text) => {
      expect(parseOccupationCodePrefix(text)).toMatchObject({
        ok: false,
        faults: [{ code: 'INVALID_OCCUPATION_CODE' }],
      });
    },
  );
});
