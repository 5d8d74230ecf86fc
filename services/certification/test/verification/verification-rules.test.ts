import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { Certificate } from '../../dist/certificate/certificate.js';
import { judgeVerification, verdictOf } from '../../dist/verification/verification-rules.js';
import { inventedCertificate } from '../invented-certificate.js';

const numberRemarks = ['仅供核对'];

function checksOf(later: Partial<Certificate> | null) {
  const certificate = later && inventedCertificate({}, later);
  const checks = judgeVerification({ certificate, numberRemarks });
  const shown = Object.fromEntries(checks.map(({ name, finding: { verdict } }) => [name, verdict]));
  return { checks, shown, verdict: verdictOf(checks) };
}

const good = { REGISTERED: 'PASS', STANDING: 'PASS', SCOPE: 'PASS', CURRENT: 'PASS', NUMBER_STRUCTURE: 'UNDETERMINED' };
const revocation = { reason: 'OUT_OF_SCOPE', revokedOn: day('2026-10-20'), caseId: null } as const;

describe('the checks of a verification', () => {
  test.each([
    ['a certificate as issued', {}, {}, 'PASS'],
    ['a revoked one', { status: 'REVOKED', revocation }, { STANDING: 'FAIL' }, 'FAIL'],
    ['a doubted one', { status: 'FLAGGED' }, { STANDING: 'UNDETERMINED' }, 'UNDETERMINED'],
    ['one out of scope', { inScope: false }, { SCOPE: 'FAIL' }, 'FAIL'],
    ['one whose scope nobody knows', { inScope: null }, { SCOPE: 'UNDETERMINED' }, 'UNDETERMINED'],
    ['a corrected one', { revision: 2 }, { CURRENT: 'UNDETERMINED' }, 'PASS'],
    ['a re-issued one', { printNo: 3 }, { CURRENT: 'UNDETERMINED' }, 'PASS'],
  ] as const)('say of %s what stands', (_, later, otherwise, verdict) => {
    const found = checksOf(later);
    expect(found.shown).toEqual({ ...good, ...otherwise });
    expect(found.verdict).toBe(verdict);
  });

  test('of none are as many, the first a failure and the others open', () => {
    const found = checksOf(null);
    expect(found.shown).toEqual({
      ...{ REGISTERED: 'FAIL', STANDING: 'UNDETERMINED', SCOPE: 'UNDETERMINED' },
      ...{ CURRENT: 'UNDETERMINED', NUMBER_STRUCTURE: 'UNDETERMINED' },
    });
    expect(found.verdict).toBe('FAIL');
  });

  test('leave the structure of a number open whatever it looks like', () => {
    const structure = checksOf({}).checks.find(({ name }) => name === 'NUMBER_STRUCTURE')!.finding;
    expect([structure.rule, structure.force, structure.verdict]).toEqual(['CRT-001', 'INFO', 'UNDETERMINED']);
  });

  test('each rest on a clause and a reason', () => {
    for (const { finding } of checksOf({}).checks) {
      expect(finding.clauses.length).toBeGreaterThan(0);
      expect(finding.message).not.toBe('');
    }
  });
});
