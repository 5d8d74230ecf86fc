import { describe, expect, test } from '@jest/globals';
import type { Declaration, Material } from '../../dist/application/application-form.js';
import { materialTypes } from '../../dist/application/material-rules.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { preloadedRounds } from '../../dist/round/round-rules.js';
import { judgedForm, lawful, material, refused, verdictsOf } from '../application-facts.js';

const { materials, declaration } = judgedForm();

function withFirst(changed: Partial<Material>) {
  return { form: { materials: [{ ...materials[0]!, ...changed }, ...materials.slice(1)] } };
}

describe('the materials (AGY-012)', () => {
  test.each(materialTypes)('hold %s under both notices', (type) => {
    for (const at of ['2024-08-26', '2025-03-26']) {
      const form = { materials: materials.filter((one) => one.type !== type) };
      const found = judgeSubmission(lawful({ at, form })).find(
        ({ rule, code, verdict }) => rule === 'AGY-012' && code === 'MISSING_MATERIAL' && verdict === 'FAIL',
      )!;
      expect(found.facts).toEqual({ missing: [type] });
      expect(found.clauses).toHaveLength(2);
    }
  });

  test('are named all at once when they are missing', () => {
    const found = judgeSubmission(lawful({ form: { materials: [] } })).find(({ code }) => code === 'MISSING_MATERIAL')!;
    expect(found.facts).toEqual({ missing: materialTypes.map(([type]) => type) });
  });

  test.each([
    ['2024-08-18', ['NOT_APPLICABLE']],
    ['2024-08-19', ['FAIL', 'PASS']],
    ['2025-03-20', ['FAIL', 'PASS']],
  ])('on %s: %j', (at, verdicts) => {
    expect(verdictsOf('AGY-012', { at, form: { materials: [] } })).toEqual(verdicts);
  });
});

describe('the sample papers of an item (QBK-004)', () => {
  test.each([
    [0, ['QBK-004 MISSING_MATERIAL items.0']],
    [1, ['QBK-004 MISSING_MATERIAL items.0']],
    [2, []],
    [3, []],
  ])('are two: with %d', (count, refusals) => {
    const papers = Array.from({ length: count }, (_, at) => material('SAMPLE_PAPERS', 10 + at));
    const form = { materials: [...materials.filter(({ type }) => type !== 'SAMPLE_PAPERS'), ...papers] };
    expect(refused({ form }).filter((line) => line.startsWith('QBK-004'))).toEqual(refusals);
  });
});

describe('what describes a file', () => {
  test.each([
    ['type', 'UNKNOWN_MATERIAL_TYPE', { type: 'CREDIT_REPORT' }],
    ['name', 'FIELD_REQUIRED', { name: ' ' }],
    ['reference', 'FIELD_REQUIRED', { reference: '' }],
    ['reference', 'DUPLICATE_MATERIAL', { reference: 'zzjb-2' }],
    ['sizeBytes', 'INVALID_MATERIAL_SIZE', { sizeBytes: 0 }],
    ['sizeBytes', 'INVALID_MATERIAL_SIZE', { sizeBytes: 1.5 }],
    ['sizeBytes', 'INVALID_MATERIAL_SIZE', { sizeBytes: 2 ** 31 + 1 }],
    ['sha256', 'INVALID_CHECKSUM', { sha256: 'abc' }],
    ['sha256', 'INVALID_CHECKSUM', { sha256: 'g'.repeat(64) }],
    ['sha256', 'CHECKSUM_REUSED', { sha256: materials[1]!.sha256.toUpperCase() }],
    ['itemName', 'MATERIAL_ITEM_MISMATCH', { itemName: '咖啡师' }],
    ['itemName', 'MATERIAL_ITEM_MISMATCH', { type: 'SAMPLE_PAPERS', itemName: '调酒师' }],
    ['itemName', 'MATERIAL_ITEM_MISMATCH', { type: 'SAMPLE_PAPERS', itemName: null }],
  ])('is refused at %s with %s for %j', (field, code, changed) => {
    const isSecond = code === 'DUPLICATE_MATERIAL' || code === 'CHECKSUM_REUSED';
    expect(refused(withFirst(changed))).toContain(`AGY-012 ${code} materials.${isSecond ? 1 : 0}.${field}`);
  });

  test('may be as large as 2 GiB', () => {
    expect(refused(withFirst({ sizeBytes: 2 ** 31 }))).toEqual([]);
  });
});

describe('the declaration (AGY-013)', () => {
  const cases: readonly (readonly [string, Declaration | null, readonly string[]])[] = [
    ['is required', null, ['AGY-013 DECLARATION_REQUIRED declaration']],
    ['is accepted', { ...declaration!, accepted: false }, ['AGY-013 DECLARATION_REQUIRED declaration.accepted']],
    ['is signed', { ...declaration!, signatory: '' }, ['AGY-013 DECLARATION_REQUIRED declaration.signatory']],
    [
      'is not signed on 31 June',
      { ...declaration!, signedOn: '2025-06-31' },
      ['AGY-013 INVALID_DAY declaration.signedOn'],
    ],
    [
      'is not signed after the submission',
      { ...declaration!, signedOn: '2025-03-27' },
      ['AGY-013 DAY_IN_FUTURE declaration.signedOn'],
    ],
    ['may be signed on the day', { ...declaration!, signedOn: '2025-03-26' }, []],
    [
      'says all at once',
      { accepted: false, signatory: ' ', signedOn: '31.6.2025' },
      [
        'AGY-013 DECLARATION_REQUIRED declaration.accepted',
        'AGY-013 DECLARATION_REQUIRED declaration.signatory',
        'AGY-013 INVALID_DAY declaration.signedOn',
      ],
    ],
  ];
  test.each(cases)('%s', (_, given, refusals) => {
    expect(refused({ form: { declaration: given } })).toEqual(refusals);
  });

  test.each([
    ['2024-08-18', 'NOT_APPLICABLE'],
    ['2024-08-19', 'FAIL'],
    ['2025-03-20', 'FAIL'],
    ['2026-06-23', 'FAIL'],
  ])('on %s: %s', (at, verdict) => {
    expect(verdictsOf('AGY-013', { at, form: { declaration: null } })).toEqual([verdict]);
  });
});

describe('what is announced separately (MET-005)', () => {
  test('is not in hand, and refuses nothing', () => {
    expect(verdictsOf('MET-005', { at: '2024-08-26' })).toEqual(['UNDETERMINED']);
    expect(refused({})).toEqual([]);
  });

  test('is known when the round names it', () => {
    const rounds = preloadedRounds.map((round) => ({ ...round, supplementaryNotices: ['申报操作要求'] }));
    expect(verdictsOf('MET-005', { rounds })).toEqual(['PASS']);
  });
});
