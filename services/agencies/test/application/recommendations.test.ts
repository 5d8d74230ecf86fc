import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { judgeLetter, letterDuties } from '../../dist/application/letter-rules.js';
import { judgedForm, lineOf, recommendation, refused, verdictsOf } from '../application-facts.js';

const on = day('2025-03-26');

describe('recommendations (AGY-011)', () => {
  test.each(['2024-08-26', '2025-03-26'])('are required on %s, of an authority and of a district', (at) => {
    expect(refused({ at, recommendations: [] })).toEqual(['AGY-011 RECOMMENDATION_MISSING']);
    expect(
      refused({ at, recommendations: [], siteRecommendations: [] }).filter((one) => one.startsWith('AGY-011')),
    ).toEqual(['AGY-011 RECOMMENDATION_MISSING', 'AGY-011 RECOMMENDATION_MISSING']);
  });

  test('cover every item', () => {
    expect(refused({ recommendations: [recommendation({ itemNames: ['调酒师'] })] })).toEqual([
      'AGY-011 RECOMMENDATION_MISSING items.0',
    ]);
  });

  test('of the superior authority stand in for those of the industry authority', () => {
    expect(refused({ recommendations: [recommendation({ kind: 'SUPERIOR' })] })).toEqual([]);
  });

  test.each([
    ['2024-04-30', 'NOT_APPLICABLE'],
    ['2024-05-01', 'FAIL'],
    ['2024-08-19', 'FAIL'],
    ['2025-03-20', 'FAIL'],
  ])('on %s: %s', (at, verdict) => {
    expect(verdictsOf('AGY-011', { at, recommendations: [] })).toEqual([verdict]);
  });
});

describe('the fixed paragraph of the letter (AGY-027)', () => {
  const changed = recommendation({ dutiesParagraph: `${letterDuties}并承担费用。` });

  test('is refused when it is changed, since 76号', () => {
    expect(refused({ at: '2024-08-26', recommendations: [changed] })).toEqual([]);
    expect(refused({ recommendations: [recommendation(), changed] })).toEqual([
      'AGY-027 LETTER_TEXT_CHANGED recommendations.1',
    ]);
  });

  test('may be written by the system, and may be broken into lines', () => {
    expect(refused({ recommendations: [recommendation({ dutiesParagraph: null })] })).toEqual([]);
    const broken = letterDuties.replace('，', '，\n　　');
    expect(refused({ recommendations: [recommendation({ dutiesParagraph: broken })] })).toEqual([]);
  });

  test.each([
    ['2025-03-19', 'NOT_APPLICABLE'],
    ['2025-03-20', 'FAIL'],
  ])('on %s: %s', (at, verdict) => {
    expect(verdictsOf('AGY-027', { at, recommendations: [changed] })).toEqual([verdict]);
  });
});

describe('a letter that is recorded', () => {
  const letter = { itemNames: ['咖啡师'], dutiesParagraph: null, sealedOn: '2025-03-26' };

  test.each([
    ['for an item of the form', letter, []],
    ['sealed on 31 June', { ...letter, sealedOn: '2025-06-31' }, ['AGY-011 INVALID_DAY FAIL sealedOn']],
    ['sealed tomorrow', { ...letter, sealedOn: '2025-03-27' }, ['AGY-011 DAY_IN_FUTURE FAIL sealedOn']],
    ['for nothing', { ...letter, itemNames: [] }, ['AGY-011 ITEM_REQUIRED FAIL itemNames']],
    [
      'for what is not applied for',
      { ...letter, itemNames: ['咖啡师', '调酒师'] },
      ['AGY-011 ITEM_NOT_APPLIED_FOR FAIL itemNames.1'],
    ],
    [
      'for an item twice',
      { ...letter, itemNames: ['咖啡师', ' 咖啡师'] },
      ['AGY-011 DUPLICATE_CATALOGUE_ITEM FAIL itemNames.1'],
    ],
    [
      'with other duties',
      { ...letter, dutiesParagraph: '我单位不承担任何职责。' },
      ['AGY-027 LETTER_TEXT_CHANGED FAIL dutiesParagraph'],
    ],
  ])('%s', (_, given, lines) => {
    const findings = judgeLetter(given, judgedForm(), on).filter(({ verdict }) => verdict === 'FAIL');
    expect(findings.map(lineOf)).toEqual(lines);
  });
});
