import { describe, expect, test } from '@jest/globals';
import { day, refusalsOf } from '@shanghai/kernel';
import { judgeArchive, judgeNewEvidence } from '../../dist/case/archive-rules.js';
import { actsOpenTo, caseStatuses, caseTransitions } from '../../dist/case/case-machine.js';
import { judgeMatter, judgeMatterSubject } from '../../dist/case/case-matter-rules.js';
import { type CaseAgency, type CaseScope, districtsOfCase, judgeDistrict } from '../../dist/case/case-scope-rules.js';
import { judgeActDay, judgeSubject } from '../../dist/case/case-subject-rules.js';
import { judgeCaseStep } from '../../dist/case/case-step-rules.js';
import { judgeDecidingAuthority, judgeProposal, tiersOfDistrict } from '../../dist/case/deciding-authority-rules.js';
import { judgeFilingNamed, judgeLadder } from '../../dist/case/decision-rules.js';
import { judgeOutcome } from '../../dist/case/outcome-rules.js';
import { judgeRevocation } from '../../dist/case/revocation-rules.js';
import { judgeTransfer } from '../../dist/case/transfer-rules.js';
import { judgeLift, judgeRestrictions, restrictionStatusOn } from '../../dist/restriction/restriction-rules.js';
import { type Measure, type ViolationTier, violationTiers } from '../../dist/violation/tier-rules.js';
import { HUANGPU, PUDONG, XUHUI, facts, filing, site } from '../facts.js';

const today = day('2025-05-20');
const actOn = day('2025-05-01');
const codes = (findings: Parameters<typeof refusalsOf>[0]) => refusalsOf(findings).map(({ code }) => code);

const choice = (over: Partial<Parameters<typeof judgeLadder>[0]> = {}) => ({
  tier: 'GENERAL' as const,
  measures: ['ORDER_CORRECTION'] as readonly Measure[],
  outcome: null,
  noSuspensionReason: null,
  rectificationDueOn: null,
  suspendedTo: null,
  ...over,
});

const tiers = violationTiers.map(({ tier }) => tier);
const measures = violationTiers.flatMap((row) => row.measures.map(({ measure }) => measure));
/** As VIO-003 prints them. */
const permitted: ReadonlySet<string> = new Set([
  'MINOR IMMEDIATE_CORRECTION',
  'GENERAL TALK_REMINDER',
  'GENERAL ORDER_CORRECTION',
  'SERIOUS WARNING',
  'SERIOUS TIME_LIMITED_RECTIFICATION',
  'SERIOUS SUSPEND_EVALUATION',
  'ESPECIALLY_SERIOUS TERMINATE_FILING',
]);

describe('the ladder (VIO-003)', () => {
  const cells = tiers.flatMap((tier) => measures.map((measure) => [tier, measure] as const));

  test('has 28 cells of which 7 are permitted', () => {
    expect([cells.length, permitted.size]).toEqual([28, 7]);
  });

  test.each(cells)('%s with %s', (tier, measure) => {
    const said = codes(
      judgeLadder(
        choice({
          tier,
          measures: [measure],
          noSuspensionReason: '示例',
          rectificationDueOn: day('2025-06-20'),
          suspendedTo: measure === 'SUSPEND_EVALUATION' ? day('2025-06-20') : null,
        }),
        actOn,
        today,
      ),
    );
    expect(said).toEqual(permitted.has(`${tier} ${measure}`) ? [] : ['MEASURE_NOT_ALLOWED_FOR_TIER']);
  });

  test('is that of the day of the act: none before 1 May 2024', () => {
    const before = day('2024-04-30');
    expect(codes(judgeLadder(choice(), before, today))).toEqual(['MEASURE_NOT_ALLOWED_FOR_TIER']);
    const words = choice({ tier: null, measures: [], outcome: '批评教育' });
    expect(judgeLadder(words, before, today).map(({ verdict }) => verdict)).toEqual(['NOT_APPLICABLE']);
    expect(codes(judgeLadder(words, day('2024-05-01'), today))).toEqual(['MEASURE_NOT_ALLOWED_FOR_TIER']);
  });

  test('asks for at least one measure', () => {
    expect(codes(judgeLadder(choice({ measures: [] }), actOn, today))).toEqual(['MEASURE_REQUIRED']);
  });

  test('asks for a day to come where rectification has a limit (VIO-007)', () => {
    const limited = choice({ tier: 'SERIOUS', measures: ['TIME_LIMITED_RECTIFICATION'], noSuspensionReason: '示例' });
    expect(codes(judgeLadder(limited, actOn, today))).toEqual(['RECTIFICATION_DUE_REQUIRED']);
    for (const [due, said] of [
      ['2025-05-20', ['RECTIFICATION_DUE_REQUIRED']],
      ['2025-05-21', []],
    ] as const)
      expect(codes(judgeLadder({ ...limited, rectificationDueOn: day(due) }, actOn, today))).toEqual(said);
  });

  test('asks why a serious violation is not met with a suspension', () => {
    expect(codes(judgeLadder(choice({ tier: 'SERIOUS', measures: ['WARNING'] }), actOn, today))).toEqual([
      'SUSPENSION_REASON_REQUIRED',
    ]);
  });

  test('leaves no suspension without an end', () => {
    const suspended = choice({ tier: 'SERIOUS', measures: ['SUSPEND_EVALUATION'] });
    expect(codes(judgeLadder(suspended, actOn, today))).toEqual(['SUSPENSION_END_REQUIRED']);
    expect(codes(judgeLadder({ ...suspended, suspendedTo: day('2025-05-19') }, actOn, today))).toEqual([
      'SUSPENSION_END_REQUIRED',
    ]);
    expect(codes(judgeLadder({ ...suspended, suspendedTo: today }, actOn, today))).toEqual([]);
    expect(codes(judgeLadder(choice({ suspendedTo: today }), actOn, today))).toEqual(['SUSPENSION_END_REQUIRED']);
  });

  test('asks for a filing of the agency where a filing is touched (VIO-009)', () => {
    expect(codes([judgeFilingNamed(['WARNING'], null, [])])).toEqual([]);
    expect(codes([judgeFilingNamed(['TERMINATE_FILING'], null, ['f'])])).toEqual(['FILING_REQUIRED']);
    expect(codes([judgeFilingNamed(['SUSPEND_EVALUATION'], 'other', ['f'])])).toEqual(['FILING_REQUIRED']);
    expect(codes([judgeFilingNamed(['SUSPEND_EVALUATION'], 'f', ['f'])])).toEqual([]);
  });
});

const byPudong = { filingId: 'f-p', body: 'DISTRICT_BUREAU', district: PUDONG } as const;
const byCentre = { filingId: 'f-c', body: 'CENTRE', district: null } as const;

function agencyOf(over: Partial<CaseAgency> = {}): CaseAgency {
  return { ...facts({ sites: [site({ district: XUHUI, to: null })] }), agencyId: 'a', filings: [byCentre], ...over };
}
const enterprise = agencyOf({ filedBy: [filing({ to: null })], filings: [byPudong] });
const social = agencyOf({ type: 'SOCIAL_ORGANISATION' });
const college = agencyOf({ type: 'COLLEGE', sites: [] });
const comparison = agencyOf({ type: 'COMPARISON', sites: [] });

function scope(agency: CaseAgency | null, siteId: string | null = null): CaseScope {
  return { subject: { type: 'AGENCY', district: null }, siteId, actOn, agency };
}

describe('whose a case is (SPV-003)', () => {
  test.each([
    ['an enterprise, of who filed it', enterprise, null, [PUDONG]],
    ['an enterprise at a site, of the site too', enterprise, 'site-1', [XUHUI, PUDONG]],
    ['a social organisation at a site, of the site and of its seat', social, 'site-1', [HUANGPU, XUHUI]],
    ['a social organisation elsewhere, of its seat', social, 'site-2', [HUANGPU]],
    ['a college, of its registration', college, null, [HUANGPU]],
    ['a comparison agency, of its seat', comparison, null, [HUANGPU]],
    ['an agency that is not known, of nobody for certain', null, null, []],
  ])('%s', (_, agency, siteId, expected) => {
    expect(districtsOfCase(scope(agency, siteId), today).districts.map(({ district }) => district)).toEqual(expected);
  });

  test('of a body that is no agency, the district it is in', () => {
    const body = {
      subject: { type: 'UNFILED_ORGANISATION', district: XUHUI },
      siteId: null,
      actOn,
      agency: null,
    } as const;
    expect(judgeDistrict(body, XUHUI, today).verdict).toBe('PASS');
    expect(codes([judgeDistrict(body, PUDONG, today)])).toEqual(['OUT_OF_DISTRICT']);
  });

  test('stays open while a fact is not in hand, and is of nobody else when all are', () => {
    expect(judgeDistrict(scope(social), PUDONG, today)).toMatchObject({ verdict: 'FAIL', code: 'OUT_OF_DISTRICT' });
    expect(judgeDistrict(scope(agencyOf({ sitesKnown: false })), PUDONG, today).verdict).toBe('UNDETERMINED');
    expect(judgeDistrict(scope(null), PUDONG, today).verdict).toBe('UNDETERMINED');
  });

  test('counts the site of the day of the act, though it has closed since', () => {
    const closed = agencyOf({ type: 'SOCIAL_ORGANISATION', sites: [site({ district: XUHUI, to: actOn })] });
    expect(judgeDistrict(scope(closed, 'site-1'), XUHUI, today).verdict).toBe('PASS');
  });
});

describe('who decides (VIO-001)', () => {
  const bureau = { role: 'BUREAU', district: null };
  const of = (district: string) => ({ role: 'DISTRICT_BUREAU', district });
  const all: readonly ViolationTier[] = ['MINOR', 'GENERAL', 'SERIOUS', 'ESPECIALLY_SERIOUS'];
  const light = all.slice(0, 2);

  test.each([
    ['its own filing: all', enterprise, null, PUDONG, byPudong, all],
    ["a site of another district's enterprise: the lighter ones", enterprise, 'site-1', XUHUI, byPudong, light],
    ['a site of a social organisation: the lighter ones', social, 'site-1', XUHUI, byCentre, light],
    ['a seat: none', social, 'site-1', HUANGPU, byCentre, []],
    ['a college: the lighter ones, the Centre has filed it', college, null, HUANGPU, byCentre, light],
    ['a comparison agency: none', comparison, null, HUANGPU, byCentre, []],
    ['what is not its own: none', enterprise, null, XUHUI, byPudong, []],
  ])('a district decides of %s', (_, agency, siteId, district, filed, expected) => {
    expect(tiersOfDistrict(scope(agency, siteId), district, filed, today)).toEqual(expected);
  });

  const suspend = { tier: 'SERIOUS', measures: ['SUSPEND_EVALUATION'] } as const;
  const warn = { tier: 'SERIOUS', measures: ['WARNING'] } as const;
  const order = { tier: 'GENERAL', measures: ['ORDER_CORRECTION'] } as const;
  const end = { tier: 'ESPECIALLY_SERIOUS', measures: ['TERMINATE_FILING'] } as const;

  test.each([
    ['the city suspends what the Centre filed', bureau, social, byCentre, suspend, []],
    ['the city ends what the Centre filed', bureau, social, byCentre, end, []],
    ['the city warns anybody', bureau, enterprise, byPudong, warn, []],
    ['the city does not suspend what a district filed', bureau, enterprise, byPudong, suspend, ['NOT_AUTHORISED']],
    ['the city does not end it', bureau, enterprise, byPudong, end, ['NOT_AUTHORISED']],
    ['the district suspends what it filed', of(PUDONG), enterprise, byPudong, suspend, []],
    ['the district ends it', of(PUDONG), enterprise, byPudong, end, []],
    ['the district of a site orders a correction', of(XUHUI), social, byCentre, order, []],
    ['the district of a site does not warn', of(XUHUI), social, byCentre, warn, ['NOT_AUTHORISED']],
    ['the district of a site does not suspend', of(XUHUI), enterprise, byPudong, suspend, ['NOT_AUTHORISED']],
    ['the district of a seat decides nothing', of(HUANGPU), social, byCentre, order, ['NOT_AUTHORISED']],
    ['another district is out of its own', of(PUDONG), social, byCentre, order, ['OUT_OF_DISTRICT']],
    [
      'the Centre prepares and does not decide',
      { role: 'CENTRE', district: null },
      social,
      byCentre,
      order,
      ['NOT_AUTHORISED'],
    ],
    ['nobody suspends under a filing that is not known', bureau, social, null, suspend, ['NOT_AUTHORISED']],
  ] as const)('%s', (_, by, agency, filed, asked, expected) => {
    const given = { by, scope: scope(agency, 'site-1'), filing: filed, on: today };
    expect(codes([judgeDecidingAuthority(given, asked)])).toEqual(expected);
  });

  test('a district proposes what it may not decide, and nothing else', () => {
    const by = of(XUHUI);
    const given = { by, scope: scope(social, 'site-1'), filing: byCentre, on: today };
    expect(codes([judgeProposal(given, suspend)])).toEqual([]);
    expect(codes([judgeProposal(given, order)])).toEqual(['PROPOSAL_NOT_NEEDED']);
    expect(codes([judgeProposal({ ...given, by: of(PUDONG) }, suspend)])).toEqual(['OUT_OF_DISTRICT']);
    expect(codes([judgeProposal({ ...given, scope: scope(null) }, suspend)])).toEqual(['OUT_OF_DISTRICT']);
  });

  test('certificates are revoked by who filed, and are named (VIO-005, CRT-003)', () => {
    const some = { certificateIds: ['c'] };
    const centre = { role: 'CENTRE', district: null };
    expect(codes(judgeRevocation(some, byCentre, centre))).toEqual([]);
    expect(codes(judgeRevocation(some, byCentre, of(PUDONG)))).toEqual(['NOT_AUTHORISED']);
    expect(codes(judgeRevocation(some, byPudong, of(PUDONG)))).toEqual([]);
    expect(codes(judgeRevocation(some, byPudong, of(XUHUI)))).toEqual(['NOT_AUTHORISED']);
    expect(codes(judgeRevocation({ certificateIds: [] }, null, centre))).toEqual([
      'CERTIFICATES_REQUIRED',
      'NOT_AUTHORISED',
    ]);
  });
});

describe('a case', () => {
  test.each([
    ['AGENCY', { agencyId: 'a' }],
    ['STAFF', { agencyId: 'a', hasPerson: true }],
    ['CANDIDATE', { agencyId: 'a', hasPerson: true }],
    ['GROUP_ORG', { name: '示例协会', district: PUDONG }],
    ['UNFILED_ORGANISATION', { name: '示例公司', district: PUDONG }],
  ] as const)('of %s names its subject by its own parts', (type, parts) => {
    const none = { type, agencyId: null, name: null, district: null, hasPerson: false };
    expect(codes(judgeSubject({ ...none, ...parts }))).toEqual([]);
    expect(codes(judgeSubject(none))).toEqual(Object.keys(parts).map(() => 'SUBJECT_INCOMPLETE'));
    const everything = { type, agencyId: 'a', name: '示例', district: PUDONG, hasPerson: true };
    expect(codes(judgeSubject(everything))).toHaveLength(4 - Object.keys(parts).length);
  });

  test('is of what has happened', () => {
    expect(codes([judgeActDay(today, today)])).toEqual([]);
    expect(codes([judgeActDay(day('2025-05-21'), today)])).toEqual(['ACT_IN_FUTURE']);
  });

  test.each([
    ['COMMITMENT_BREACH', 9, []],
    ['COMMITMENT_BREACH', null, ['COMMITMENT_ITEM_REQUIRED']],
    ['COMMITMENT_BREACH', 10, ['COMMITMENT_ITEM_REQUIRED']],
    ['OTHER', null, []],
    ['OTHER', 3, ['COMMITMENT_ITEM_REQUIRED']],
  ] as const)('about %s with item %s of the commitment (VIO-012)', (matter, item, expected) => {
    expect(codes([judgeMatter(matter, item)])).toEqual(expected);
  });

  test.each([
    ['FALSE_ADVERTISING', 'GROUP_ORG', []],
    ['DUTY_NEGLECTED', 'GROUP_ORG', []],
    ['FALSE_ADVERTISING', 'AGENCY', ['MATTER_OF_ANOTHER']],
    ['DUTY_NEGLECTED', 'UNFILED_ORGANISATION', ['MATTER_OF_ANOTHER']],
    ['SERVICE_COMMITMENT', 'AGENCY', []],
    ['SERVICE_COMMITMENT', 'GROUP_ORG', ['MATTER_OF_ANOTHER']],
    ['OTHER', 'GROUP_ORG', []],
  ] as const)('about %s is of who the words name: %s (EVL-009, EVL-015)', (matter, type, expected) => {
    expect(codes([judgeMatterSubject(matter, type)])).toEqual(expected);
  });

  test('is handed on to somebody under a reference (VIO-004)', () => {
    expect(codes([judgeTransfer({ toAuthority: '示例公安分局', reference: '移送1号' })])).toEqual([]);
    expect(codes([judgeTransfer({ toAuthority: ' ', reference: '移送1号' })])).toEqual(['TRANSFER_TARGET_REQUIRED']);
    expect(codes([judgeTransfer({ toAuthority: '示例', reference: '' })])).toEqual(['TRANSFER_TARGET_REQUIRED']);
  });

  test('is closed when its archive has process, decision and evidence (VIO-010)', () => {
    const kinds = ['PROCESS', 'DECISION', 'EVIDENCE'] as const;
    expect(codes([judgeArchive(kinds.map((kind) => ({ kind })))])).toEqual([]);
    for (const one of kinds) {
      const finding = judgeArchive(kinds.filter((kind) => kind !== one).map((kind) => ({ kind })));
      expect([finding.code, finding.facts['missing']]).toEqual(['ARCHIVE_INCOMPLETE', [one]]);
    }
    expect(codes([judgeNewEvidence([{ kind: 'PROCESS' }])])).toEqual(['NEW_EVIDENCE_REQUIRED']);
  });
});

describe('a restriction (VIO-006)', () => {
  const one = { kind: 'EVALUATION', from: day('2025-05-20'), to: day('2025-06-20'), basis: '示例依据' } as const;

  test.each([
    ['its days and its basis', {}, []],
    ['no end', { to: null }, []],
    ['a beginning in the past', { from: day('2025-05-19') }, ['RESTRICTION_PERIOD_REQUIRED']],
    ['its end before its beginning', { to: day('2025-05-19') }, ['RESTRICTION_PERIOD_REQUIRED']],
    ['no basis', { basis: ' ' }, ['RESTRICTION_PERIOD_REQUIRED']],
  ])('with %s', (_, over, expected) => {
    expect(codes(judgeRestrictions([{ ...one, ...over }], today))).toEqual(expected);
  });

  test('is of agencies, staff and candidates', () => {
    expect(codes([judgeOutcome('STAFF', 1), judgeOutcome('GROUP_ORG', 0)])).toEqual([]);
    expect(codes([judgeOutcome('GROUP_ORG', 1)])).toEqual(['RESTRICTION_NOT_FOR_SUBJECT']);
  });

  test.each([
    ['2025-05-19', null, 'PENDING'],
    ['2025-05-20', null, 'ACTIVE'],
    ['2025-06-20', null, 'ACTIVE'],
    ['2025-06-21', null, 'ENDED'],
    ['2025-06-01', '2025-06-02', 'ACTIVE'],
    ['2025-06-02', '2025-06-02', 'ENDED'],
    ['2025-06-21', '2025-06-25', 'ENDED'],
  ] as const)('on %s, lifted on %s, is %s', (on, liftedOn, expected) => {
    const lifted = { ...one, liftedOn: liftedOn && day(liftedOn) };
    expect(restrictionStatusOn(lifted, day(on))).toBe(expected);
    expect(codes([judgeLift(lifted, day(on))])).toEqual(expected === 'ENDED' ? ['ILLEGAL_TRANSITION'] : []);
  });
});

describe('machine 5', () => {
  test('names every state, and what follows from each', () => {
    expect([...new Set(caseTransitions.flatMap(({ from, to }) => [...from, ...to]))].sort()).toEqual(
      [...caseStatuses].sort(),
    );
    expect(actsOpenTo('BUREAU', 'AGENCY', 'REFERRED_TO_CITY')).toContain('returnToDistrict');
    expect(actsOpenTo('BUREAU', 'AGENCY', 'DISMISSED')).toEqual([]);
    expect(actsOpenTo('CENTRE', 'AGENCY', 'INVESTIGATING')).not.toContain('decideCase');
  });

  test.each([
    ['an agency does not decide on itself', 'decideCase', 'AGENCY', 'AGENCY', 'INVESTIGATING', 'NOT_AUTHORISED'],
    ['a bureau does not decide on staff', 'decideOutcome', 'BUREAU', 'STAFF', 'INVESTIGATING', 'NOT_AUTHORISED'],
    ['an agency does not decide on a group', 'decideOutcome', 'AGENCY', 'GROUP_ORG', 'INVESTIGATING', 'NOT_AUTHORISED'],
    [
      'a district that has proposed does not decide',
      'decideCase',
      'DISTRICT_BUREAU',
      'AGENCY',
      'REFERRED_TO_CITY',
      'NOT_AUTHORISED',
    ],
    ['there is no ladder for a candidate', 'decideCase', 'BUREAU', 'CANDIDATE', 'INVESTIGATING', 'ILLEGAL_TRANSITION'],
    [
      'there is no outcome without tier for an agency',
      'decideOutcome',
      'BUREAU',
      'AGENCY',
      'INVESTIGATING',
      'ILLEGAL_TRANSITION',
    ],
    ['nothing is decided twice', 'decideCase', 'BUREAU', 'AGENCY', 'DECIDED', 'ILLEGAL_TRANSITION'],
  ] as const)('%s', (_, act, by, subject, status, expected) => {
    expect(judgeCaseStep({ act, by, subject, status })?.code).toBe(expected);
  });
});
