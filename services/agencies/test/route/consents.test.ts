import { describe, expect, test } from '@jest/globals';
import { day, refusalsOf } from '@shanghai/kernel';
import type { ApplicationRoute, Consent } from '../../dist/application/application-route.js';
import { judgeTransition } from '../../dist/application/transition-rules.js';
import {
  type Consenter,
  consentOf,
  consentedStatus,
  judgeConsent,
  judgeConsents,
  keptConsents,
} from '../../dist/route/consent-rules.js';
import { judgeFilingAuthority } from '../../dist/route/filing-authority-rules.js';
import { barista, instant, judgedForm } from '../application-facts.js';
import { consent } from '../route-facts.js';

const form = judgedForm();
const xuhui = { ...form.sites[0]!, name: '徐汇考核点', district: '310104' };

function missing(route: ApplicationRoute, consents: readonly Consent[], of = form): readonly string[] {
  return refusalsOf(judgeConsents(of, { route, consents })).map(({ rule, code, path }) =>
    `${rule} ${code} ${path.join('.')}`.trimEnd(),
  );
}

describe('the consents that a route needs', () => {
  test.each<[ApplicationRoute, readonly Consent[], readonly string[]]>([
    ['MUNICIPAL_ENTERPRISE', [consent('INDUSTRY'), consent('DISTRICT_BUREAU')], []],
    ['MUNICIPAL_ENTERPRISE', [consent('SUPERIOR'), consent('DISTRICT_BUREAU')], []],
    ['MUNICIPAL_ENTERPRISE', [consent('INDUSTRY'), consent('SUPERIOR')], ['RTE-001 CONSENT_MISSING']],
    ['MUNICIPAL_ENTERPRISE', [consent('DISTRICT_BUREAU')], ['RTE-001 CONSENT_MISSING']],
    [
      'MUNICIPAL_ENTERPRISE',
      [consent('INDUSTRY'), consent('DISTRICT_BUREAU', { district: '310104', siteNames: [] })],
      ['RTE-001 CONSENT_MISSING sites.0'],
    ],
    ['DISTRICT_ENTERPRISE', [consent('DISTRICT_BUREAU')], []],
    ['DISTRICT_ENTERPRISE', [consent('INDUSTRY', { district: '310115' })], []],
    ['DISTRICT_ENTERPRISE', [consent('INDUSTRY')], ['RTE-002 CONSENT_MISSING']],
    ['DISTRICT_ENTERPRISE', [consent('INDUSTRY', { district: '310104' })], ['RTE-002 CONSENT_MISSING']],
    ['DISTRICT_ENTERPRISE', [consent('DISTRICT_BUREAU', { district: '310104' })], ['RTE-002 CONSENT_MISSING']],
    ['DISTRICT_ENTERPRISE', [consent('SUPERIOR', { district: '310115' })], ['RTE-002 CONSENT_MISSING']],
    ['COLLEGE', [consent('INDUSTRY')], []],
    ['COLLEGE', [consent('SUPERIOR')], []],
    ['COLLEGE', [consent('DISTRICT_BUREAU')], ['RTE-004 CONSENT_MISSING']],
    ['COLLEGE', [], ['RTE-004 CONSENT_MISSING']],
    ['SOCIAL', [], []],
    ['COMPARISON', [], []],
  ])('as %s with %j', (route, consents, refusals) => {
    expect(missing(route, consents)).toEqual(refusals);
    expect(consentedStatus(form, { route, consents })).toBe(
      refusals.length === 0 && !['SOCIAL', 'COMPARISON'].includes(route) ? 'CONSENTED' : 'DRAFT',
    );
  });

  test('are for every item and for every site', () => {
    const more = judgedForm({ items: [barista(), barista({ fullName: '调饮师' })], sites: [form.sites[0]!, xuhui] });
    const consents = [consent('INDUSTRY'), consent('DISTRICT_BUREAU')];
    expect(missing('MUNICIPAL_ENTERPRISE', consents, more)).toEqual([
      'RTE-001 CONSENT_MISSING items.1',
      'RTE-001 CONSENT_MISSING sites.1',
    ]);
  });

  test('of a municipal enterprise are missing as long as it names no site', () => {
    expect(missing('MUNICIPAL_ENTERPRISE', [consent('INDUSTRY')], judgedForm({ sites: [] }))).toEqual([
      'RTE-001 CONSENT_MISSING',
    ]);
  });
});

describe('who may consent', () => {
  const industry: Consenter = { body: 'INDUSTRY', district: null };
  const ofPudong: Consenter = { body: 'INDUSTRY', district: '310115' };
  const superior: Consenter = { body: 'SUPERIOR', district: null };
  const pudong: Consenter = { body: 'DISTRICT_BUREAU', district: '310115' };
  const other: Consenter = { body: 'DISTRICT_BUREAU', district: '310104' };

  test.each<[ApplicationRoute, Consenter, readonly string[]]>([
    ['MUNICIPAL_ENTERPRISE', industry, []],
    ['MUNICIPAL_ENTERPRISE', superior, []],
    ['MUNICIPAL_ENTERPRISE', pudong, []],
    ['MUNICIPAL_ENTERPRISE', other, ['OUT_OF_DISTRICT']],
    ['DISTRICT_ENTERPRISE', ofPudong, []],
    ['DISTRICT_ENTERPRISE', pudong, []],
    ['DISTRICT_ENTERPRISE', industry, ['OUT_OF_DISTRICT']],
    ['DISTRICT_ENTERPRISE', other, ['OUT_OF_DISTRICT']],
    ['DISTRICT_ENTERPRISE', superior, ['NOT_AUTHORISED']],
    ['COLLEGE', industry, []],
    ['COLLEGE', superior, []],
    ['COLLEGE', pudong, ['NOT_AUTHORISED']],
  ])('to an application as %s: %j', (route, consenter, codes) => {
    expect(refusalsOf(judgeConsent(consenter, form, route)).map(({ code }) => code)).toEqual(codes);
  });

  test('nobody, as long as nothing is applied for', () => {
    const found = judgeConsent(industry, judgedForm({ items: [] }), 'COLLEGE');
    expect(refusalsOf(found).map(({ code }) => code)).toEqual(['ITEM_REQUIRED']);
  });
});

test('a consent is to what stands there, and what is changed afterwards has none', () => {
  const before = judgedForm({ items: [barista(), barista({ fullName: '调饮师' })], sites: [form.sites[0]!, xuhui] });
  const by = { body: 'DISTRICT_BUREAU', district: '310104', authority: null } as const;
  const given = consentOf(by, before, instant('2026-03-01'));
  expect([given.itemNames, given.siteNames]).toEqual([['咖啡师', '调饮师'], ['徐汇考核点']]);
  const after = judgedForm({
    items: [barista({ levels: ['5'] }), before.items[1]!],
    sites: [form.sites[0]!, { ...xuhui, address: '别处' }],
  });
  const [kept] = keptConsents(before, after, [given]);
  expect([kept!.itemNames, kept!.siteNames]).toEqual([['调饮师'], []]);
});

describe('who assesses and files (FIL-013)', () => {
  const on = day('2026-03-01');
  const step = { act: 'startTechnicalAssessment', by: 'DISTRICT_BUREAU', registrationDistrict: '310115' } as const;

  test('is the bureau of the district of registration, and no other', () => {
    for (const route of ['DISTRICT_ENTERPRISE', 'COLLEGE'] as const) {
      expect(judgeFilingAuthority({ ...step, route, district: '310115' })).toBeNull();
      expect(judgeFilingAuthority({ ...step, route, district: '310104' })!.code).toBe('NOT_FILING_AUTHORITY');
    }
  });

  test.each([
    ['MUNICIPAL_ENTERPRISE', 'DISTRICT_BUREAU'],
    ['DISTRICT_ENTERPRISE', 'CENTRE'],
    ['COLLEGE', 'CENTRE'],
  ] as const)('is not, of %s, %s', (route, by) => {
    const found = judgeTransition({
      act: 'startTechnicalAssessment',
      status: 'SUBMITTED',
      by,
      on,
      route,
    });
    expect([found!.rule, found!.code]).toEqual(['FIL-013', 'NOT_FILING_AUTHORITY']);
  });
});
