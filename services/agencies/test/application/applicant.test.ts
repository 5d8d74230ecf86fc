import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { judgeDraft } from '../../dist/application/applicant-rules.js';
import type { JudgedForm } from '../../dist/application/application.js';
import { requiredFields } from '../../dist/application/form-field-rules.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { roundOfMonth } from '../../dist/round/round-rules.js';
import { judgedForm, lawful, lineOf, refused, verdictsOf } from '../application-facts.js';

const on = day('2025-03-26');
const under30 = { at: '2026-06-25', rounds: [roundOfMonth('2026-06')] };

describe('an applicant', () => {
  const cases: readonly (readonly [string, Partial<JudgedForm>, readonly string[]])[] = [
    ['of another city (AGY-001)', { registrationCity: '320500' }, ['AGY-001 APPLICANT_NOT_ELIGIBLE registrationCity']],
    [
      'that is no legal person (AGY-001)',
      { isIndependentLegalPerson: false },
      ['AGY-001 APPLICANT_NOT_ELIGIBLE isIndependentLegalPerson'],
    ],
    [
      'whose credit code ends wrongly (AGY-001)',
      { unifiedSocialCreditCode: '51310000MJ00000010' },
      ['AGY-001 INVALID_USCC unifiedSocialCreditCode'],
    ],
    [
      'whose credit code is in lower case (AGY-001)',
      { unifiedSocialCreditCode: '51310000mj0000001n' },
      ['AGY-001 INVALID_USCC unifiedSocialCreditCode'],
    ],
    [
      'of a district that is none (AGY-001)',
      { registrationDistrict: '310103' },
      ['AGY-001 INVALID_DISTRICT_CODE registrationDistrict'],
    ],
    ['without a name (AGY-001)', { name: ' ' }, ['AGY-001 APPLICANT_NOT_ELIGIBLE name']],
    [
      'of government (AGY-002)',
      { isGovernmentAffiliated: true, isDecoupled: false },
      ['AGY-002 GOVERNMENT_AFFILIATED isGovernmentAffiliated'],
    ],
    [
      'of government that does not say it is decoupled (AGY-002)',
      { isGovernmentAffiliated: true, isDecoupled: null },
      ['AGY-002 GOVERNMENT_AFFILIATED isGovernmentAffiliated'],
    ],
    ['that was decoupled from government (AGY-002)', { isGovernmentAffiliated: true, isDecoupled: true }, []],
    ['that is a college (AGY-002)', { nature: 'COLLEGE_HIGHER', isGovernmentAffiliated: true, isDecoupled: null }, []],
  ];

  test.each(cases)('%s', (_, form, refusals) => {
    expect(refused({ form })).toEqual(refusals);
    expect(judgeDraft(judgedForm(form), on).filter(({ verdict }) => verdict === 'FAIL')).toHaveLength(refusals.length);
  });

  test('is told of everything at once', () => {
    const form = { registrationCity: '320500', isIndependentLegalPerson: false, unifiedSocialCreditCode: '123' };
    expect(refused({ form })).toEqual([
      'AGY-001 APPLICANT_NOT_ELIGIBLE registrationCity',
      'AGY-001 APPLICANT_NOT_ELIGIBLE isIndependentLegalPerson',
      'AGY-001 INVALID_USCC unifiedSocialCreditCode',
    ]);
  });

  test('whose credit code another agency has is refused (AGY-001)', () => {
    expect(refused({ creditCodeIsTaken: true })).toEqual(['AGY-001 CREDIT_CODE_TAKEN unifiedSocialCreditCode']);
  });

  test('who leaves questions blank leaves them open at submission, and may still make a draft', () => {
    const form = { unifiedSocialCreditCode: null, isIndependentLegalPerson: null, isGovernmentAffiliated: null };
    const open = judgeSubmission(lawful({ form })).filter(
      ({ verdict, rule }) => verdict === 'UNDETERMINED' && rule !== 'MET-005',
    );
    expect(open.map(lineOf)).toEqual([
      'AGY-001 APPLICANT_NOT_ELIGIBLE UNDETERMINED unifiedSocialCreditCode',
      'AGY-001 APPLICANT_NOT_ELIGIBLE UNDETERMINED isIndependentLegalPerson',
      'AGY-002 GOVERNMENT_AFFILIATED UNDETERMINED isGovernmentAffiliated',
    ]);
    expect(refused({ form })).toHaveLength(3);
    expect(judgeDraft(judgedForm(form), on)).toEqual([]);
  });

  test.each([
    ['2024-04-30', 'NOT_APPLICABLE', 'NOT_APPLICABLE'],
    ['2024-05-01', 'FAIL', 'NOT_APPLICABLE'],
    ['2024-08-18', 'FAIL', 'NOT_APPLICABLE'],
    ['2024-08-19', 'FAIL', 'FAIL'],
    ['2025-03-19', 'FAIL', 'FAIL'],
    ['2025-03-20', 'FAIL', 'FAIL'],
  ])('on %s is judged: AGY-001 %s, AGY-002 %s', (at, legalPerson, government) => {
    const form = { registrationCity: '320500', isGovernmentAffiliated: true, isDecoupled: false };
    expect(verdictsOf('AGY-001', { at, form })).toEqual([legalPerson]);
    expect(verdictsOf('AGY-002', { at, form })).toEqual([government]);
  });
});

describe('credit', () => {
  test('needs its evidence (AGY-003)', () => {
    const materials = judgedForm().materials.filter(({ type }) => type !== 'CREDIT_EVIDENCE');
    expect(refused({ form: { materials } })).toEqual([
      'AGY-003 CREDIT_RECORD materials',
      'AGY-012 MISSING_MATERIAL materials',
    ]);
    expect(verdictsOf('AGY-003', { at: '2024-08-18', form: { materials } })).toEqual(['NOT_APPLICABLE']);
  });

  test.each([
    ['2025-03-26', null, ['VIO-006 RESTRICTED']],
    ['2025-03-26', '2025-03-26', ['VIO-006 RESTRICTED']],
    ['2025-03-20', '2025-03-25', []],
    ['2025-03-27', null, []],
  ])('is restricted from %s to %s (VIO-006)', (from, to, refusals) => {
    const restrictions = [{ from: day(from), to: to === null ? null : day(to) }];
    expect(refused({ restrictions })).toEqual(refusals);
  });

  test('is not known while supervision has not been heard (VIO-006)', () => {
    expect(verdictsOf('VIO-006', { restrictions: null })).toEqual(['UNDETERMINED']);
    expect(refused({ restrictions: null })).toEqual(['VIO-006 RESTRICTED']);
  });
});

describe('the form of 30号 (AGY-028)', () => {
  const rest = ['head', 'executiveHead', 'liaison'] as const;

  test('lets a full form pass', () => {
    expect(refused(under30)).toEqual([]);
  });

  test.each(requiredFields)('asks for %s since 2026-06-23', (field) => {
    const form = { [field]: null, ...(field === 'name' ? { name: '' } : {}) };
    expect(refused({ ...under30, form })).toContain(`AGY-028 FIELD_REQUIRED ${field}`);
    expect(verdictsOf('AGY-028', { at: '2026-06-22', form })).toEqual(['NOT_APPLICABLE']);
  });

  test.each(rest)('asks for name, title and phone of %s', (role) => {
    expect(refused({ ...under30, form: { [role]: null } })).toEqual(
      ['name', 'title', 'phone'].map((field) => `AGY-028 FIELD_REQUIRED ${role}.${field}`),
    );
  });

  test('asks for the code of each item', () => {
    const items = judgedForm().items.map((item) => ({ ...item, code: null }));
    expect(refused({ ...under30, form: { items } })).toEqual(['AGY-028 FIELD_REQUIRED items.0.code']);
  });
});

describe('the number of the ministry (AGY-030)', () => {
  test.each([
    [true, null, ['AGY-030 MINISTRY_NUMBER_REQUIRED ministryFilingNumber']],
    [true, '人社备1', []],
    [false, '人社备1', ['AGY-030 MINISTRY_NUMBER_NOT_EXPECTED ministryFilingNumber']],
    [null, null, []],
  ])('of a branch: %s, given: %s', (isNationalAgencyBranch, ministryFilingNumber, refusals) => {
    const form = { isNationalAgencyBranch, ministryFilingNumber };
    expect(refused({ ...under30, form })).toEqual(refusals);
    expect(refused({ form })).toEqual([]);
  });
});
