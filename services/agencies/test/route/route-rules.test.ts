import { describe, expect, test } from '@jest/globals';
import { type Finding, refusalsOf } from '@shanghai/kernel';
import type { AgencyNature } from '../../dist/agency/agency.js';
import type { ApplicationRoute } from '../../dist/application/application-route.js';
import { judgeDraftOf } from '../../dist/application/draft-rules.js';
import { machines } from '../../dist/application/machines.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { judgeRoute, judgeRouteChoice } from '../../dist/route/route-choice-rules.js';
import { filingAuthorityOf, routeRules } from '../../dist/route/route-rules.js';
import { barista, judgedForm } from '../application-facts.js';
import { type ChangedRouteFacts, lawfulOn } from '../route-facts.js';

type OtherRoute = Exclude<ApplicationRoute, 'SOCIAL'>;
const filed = ['MUNICIPAL_ENTERPRISE', 'DISTRICT_ENTERPRISE', 'COLLEGE'] as const;
const routes: readonly OtherRoute[] = [...filed, 'COMPARISON'];

function refused(route: OtherRoute, changed: ChangedRouteFacts = {}): readonly string[] {
  return refusalsOf(judgeSubmission(lawfulOn(route, changed))).map(lineOf);
}

function lineOf({ rule, code, path }: Pick<Finding, 'rule' | 'code' | 'path'>): string {
  return `${rule} ${code} ${path.join('.')}`.trimEnd();
}

describe('a submission by another route', () => {
  test.each(routes)('as %s is refused by no rule when it is lawful', (route) => {
    expect(refused(route)).toEqual([]);
  });

  test.each(routes)('as %s is judged by the rules that guard it in its machine', (route) => {
    const found = judgeSubmission(lawfulOn(route));
    const judging = new Set(found.filter(({ code }) => code !== 'NOT_ASKED').map(({ rule }) => rule));
    const guards = machines[route].find(({ act }) => act === 'submitApplication')!.guards;
    expect([...judging].sort()).toEqual(guards.toSorted());
  });

  test.each(routes)('as %s is told what it is not asked for, and by which clause', (route) => {
    const open = judgeSubmission(lawfulOn(route)).filter(({ code }) => code === 'NOT_ASKED');
    expect(open.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AGY-010', 'AGY-021', 'AGY-022', 'QBK-004']));
    for (const { verdict, clauses } of open)
      expect([verdict, clauses]).toEqual(['NOT_APPLICABLE', routeRules[route].clauses]);
  });

  test('knows no window for enterprises and colleges', () => {
    for (const route of filed)
      for (const at of ['2024-05-01', '2025-02-03', '2026-12-31']) expect(refused(route, { at })).toEqual([]);
  });
});

describe('the route of a body (RTE-012)', () => {
  const natures: readonly (readonly [AgencyNature, OtherRoute | null])[] = [
    ['ENTERPRISE_CENTRAL_SOE_BRANCH', 'MUNICIPAL_ENTERPRISE'],
    ['ENTERPRISE_MUNICIPAL', 'MUNICIPAL_ENTERPRISE'],
    ['ENTERPRISE_DISTRICT', 'DISTRICT_ENTERPRISE'],
    ['COLLEGE_HIGHER', 'COLLEGE'],
    ['COLLEGE_SECONDARY', 'COLLEGE'],
    ['SOCIAL_GROUP', null],
    ['PRIVATE_NON_ENTERPRISE', null],
  ];

  test.each(natures)('of %s is %s, and every other is the wrong authority', (nature, own) => {
    for (const route of filed) {
      const wrong = `${routeRules[route].rule} WRONG_FILING_AUTHORITY nature`;
      expect(refused(route, { form: { nature } })).toEqual(route === own ? [] : [wrong]);
      const draft = judgeDraftOf(judgedForm({ nature }), { route, routeChoice: null }, lawfulOn(route).on);
      expect(refusalsOf(draft).map(lineOf)).toEqual(route === own ? [] : [wrong]);
    }
  });

  test('of 其他 is chosen by the Centre', () => {
    const form = judgedForm({ nature: 'OTHER' });
    const routeChoice = { route: 'COLLEGE', reason: '示例', at: lawfulOn('COLLEGE').at } as const;
    expect(refused('COLLEGE', { form: { nature: 'OTHER' } })).toEqual(['RTE-004 WRONG_FILING_AUTHORITY nature']);
    expect(refused('COLLEGE', { form: { nature: 'OTHER' }, routeChoice })).toEqual([]);
    expect(judgeRoute(form, { route: 'DISTRICT_ENTERPRISE', routeChoice })[0]!.verdict).toBe('FAIL');
    const { on } = lawfulOn('COLLEGE');
    expect(judgeRouteChoice(form, 'COLLEGE', on).verdict).toBe('PASS');
    expect(judgeRouteChoice(form, 'SOCIAL', on).verdict).toBe('FAIL');
    expect(judgeRouteChoice({ nature: 'COLLEGE_HIGHER' }, 'COLLEGE', on).verdict).toBe('FAIL');
  });

  test('is open while the nature is blank', () => {
    const found = judgeSubmission(lawfulOn('COLLEGE', { form: { nature: null } }));
    expect(found.find(({ path }) => path[0] === 'nature')!.verdict).toBe('UNDETERMINED');
  });

  test.each([
    ['SOCIAL', { body: 'CENTRE', district: null }],
    ['MUNICIPAL_ENTERPRISE', { body: 'CENTRE', district: null }],
    ['DISTRICT_ENTERPRISE', { body: 'DISTRICT_BUREAU', district: '310104' }],
    ['COLLEGE', { body: 'CENTRE', district: null }],
    ['COMPARISON', { body: 'CENTRE', district: null }],
  ] as const)('says who files it: %s', (route, authority) => {
    expect(filingAuthorityOf(route, '310104')).toEqual(authority);
  });
});

describe('what is registered and applied for', () => {
  test.each(filed)('of %s is registered in Shanghai, in a district that is named', (route) => {
    const { rule } = routeRules[route];
    expect(refused(route, { form: { registrationCity: '110000' } })).toEqual([
      `${rule} APPLICANT_NOT_ELIGIBLE registrationCity`,
    ]);
    const open = refused(route, { form: { registrationDistrict: null }, consents: lawfulOn(route).consents });
    expect(open).toContain(`${rule} APPLICANT_NOT_ELIGIBLE registrationDistrict`);
    expect(refused(route, { creditCodeIsTaken: true })).toEqual([`${rule} CREDIT_CODE_TAKEN unifiedSocialCreditCode`]);
    expect(refused(route, { restrictions: null })).toEqual(['VIO-006 RESTRICTED']);
  });

  test('is evaluated by a national standard or a specification in enterprises (CAT-007)', () => {
    const by = (standardKind: 'NATIONAL' | 'SPECIFICATION' | null) =>
      refused('MUNICIPAL_ENTERPRISE', { form: { items: [barista({ standardKind })] } });
    expect(by('NATIONAL')).toEqual([]);
    expect(by('SPECIFICATION')).toEqual([]);
    expect(by(null)).toEqual(['CAT-007 STANDARD_KIND_NOT_ALLOWED items.0.standardKind']);
  });

  test('is evaluated by a national standard alone in colleges (CAT-006)', () => {
    const of = (item: Parameters<typeof barista>[0]) => refused('COLLEGE', { form: { items: [barista(item)] } });
    expect(of({ standardKind: 'SPECIFICATION' })).toEqual(['CAT-006 NO_NATIONAL_STANDARD items.0.standardKind']);
    expect(of({ standardName: null })).toEqual(['CAT-006 NO_NATIONAL_STANDARD items.0.standardName']);
  });

  test('has the two top grades in enterprises alone (CAT-013)', () => {
    const form = { items: [barista({ levels: ['1', '特级技师', 'CHIEF_TECHNICIAN'] })] };
    expect(refused('DISTRICT_ENTERPRISE', { form })).toEqual([]);
    expect(refused('COLLEGE', { form })).toContain('CAT-013 LEVEL_NOT_ALLOWED_FOR_AGENCY_TYPE items.0.levels');
  });

  test('is something, with a code (FIL-001)', () => {
    expect(refused('COLLEGE', { form: { items: [] } })).toEqual(['RTE-004 ITEM_REQUIRED items']);
    const form = { items: [barista({ code: null })] };
    expect(refused('COLLEGE', { form })).toEqual(['RTE-004 FIELD_REQUIRED items.0.code']);
  });
});
