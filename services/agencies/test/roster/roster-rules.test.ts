import { describe, expect, test } from '@jest/globals';
import { type Finding, day } from '@shanghai/kernel';
import { posts } from '../../dist/post/post-table.js';
import type { Contract, RosterCase, RosterFacts } from '../../dist/roster/roster-facts.js';
import { judgeRoster } from '../../dist/roster/roster-rules.js';
import { contractClauses } from '../../dist/roster/staff-rules.js';
import { asked, held, lawfulPosts, member, roster, rosterWith, supervisor } from './rosters.js';

/** What refuses a roster: rule, code, place. */
function refused(facts: RosterFacts, changed: Partial<RosterCase> = {}): readonly string[] {
  return told(facts, changed, ({ force, verdict }) => verdict === 'FAIL' && force !== 'INFO');
}

/** What is only remarked. */
function remarked(facts: RosterFacts, changed: Partial<RosterCase> = {}): readonly string[] {
  return told(facts, changed, ({ force, verdict }) => verdict === 'FAIL' && force === 'INFO');
}

function told(facts: RosterFacts, changed: Partial<RosterCase>, which: (one: Finding) => boolean): readonly string[] {
  return judgeRoster(facts, asked(changed))
    .filter(which)
    .map(({ rule, code, path }) => `${rule} ${code} ${path.join('.')}`);
}

const engagement: Contract = {
  kind: 'ENGAGEMENT',
  isAttached: true,
  clauses: contractClauses.map(([id]) => id),
};

function withFirst(changed: Parameters<typeof member>[2]): RosterFacts {
  const [first, ...others] = roster().staff;
  return roster({ staff: [{ ...first!, ...changed }, ...others] });
}

describe('a roster', () => {
  test('that keeps every rule is refused by none, and remarked upon for empty posts alone', () => {
    expect(refused(roster())).toEqual([]);
    expect(remarked(roster())).toEqual(['STF-013 POST_UNFILLED staff']);
  });

  test.each<[string, RosterFacts, readonly string[]]>([
    ['of four', roster({ staff: roster().staff.slice(0, 4) }), ['STF-001 STAFF_TOO_FEW staff']],
    [
      'in which one person stands twice',
      roster({ staff: [...roster().staff.slice(0, 4), { ...roster().staff[4]!, person: 'person-1' }] }),
      ['STF-001 STAFF_TOO_FEW staff'],
    ],
    ['with nothing signed', withFirst({ contract: null }), ['STF-002 CONTRACT_MISSING staff.0.contract']],
    [
      'with a contract that is not attached',
      withFirst({ contract: { kind: 'SERVICE', isAttached: false, clauses: [] } }),
      ['STF-002 CONTRACT_MISSING staff.0.contract'],
    ],
    ['with a service agreement', withFirst({ contract: { kind: 'SERVICE', isAttached: true, clauses: [] } }), []],
    ['with a whole engagement contract', withFirst({ contract: engagement }), []],
    [
      'with an engagement contract that says nothing of liability and place',
      withFirst({
        contract: { ...engagement, clauses: engagement.clauses.filter((id) => id !== 'LIABILITY' && id !== 'PLACE') },
      }),
      [
        'STF-003 CONTRACT_CLAUSE_MISSING staff.0.contract.clauses',
        'STF-003 CONTRACT_CLAUSE_MISSING staff.0.contract.clauses',
      ],
    ],
    ['without a head', rosterWith({ 1: ['EXECUTIVE_HEAD'] }), ['STF-004 HEAD_COUNT staff']],
    ['with two heads', rosterWith({ 5: ['AGENCY_HEAD'] }), ['STF-004 HEAD_COUNT staff']],
    ['without an executive head', rosterWith({ 1: ['AGENCY_HEAD'] }), ['STF-005 EXECUTIVE_HEAD_COUNT staff']],
    ['with two executive heads', rosterWith({ 5: ['EXECUTIVE_HEAD'] }), ['STF-005 EXECUTIVE_HEAD_COUNT staff']],
    ['without a liaison', rosterWith({ 2: ['SCORE_ENTRY'] }), ['STF-006 LIAISON_COUNT staff']],
    ['with two liaisons', rosterWith({ 5: ['LIAISON'] }), ['STF-006 LIAISON_COUNT staff']],
    [
      'whose liaison is the head',
      rosterWith({ 1: ['EXECUTIVE_HEAD'], 2: ['LIAISON', 'AGENCY_HEAD', 'SCORE_ENTRY'] }),
      ['STF-007 POST_CONFLICT staff.1.posts'],
    ],
    [
      'whose liaison is the executive head',
      rosterWith({ 1: ['AGENCY_HEAD'], 2: ['LIAISON', 'EXECUTIVE_HEAD', 'SCORE_ENTRY'] }),
      ['STF-007 POST_CONFLICT staff.1.posts'],
    ],
    ['with somebody without a post', rosterWith({ 5: [] }), ['STF-008 FIELD_REQUIRED staff.4.posts']],
    [
      'in which nobody confirms scores',
      rosterWith({ 3: ['APPLICATION_REVIEW/OPERATE'] }),
      ['STF-009 SEPARATION_OF_DUTY staff'],
    ],
    [
      'in which one of three reviewers has both sides',
      rosterWith({ 5: ['APPLICATION_REVIEW/OPERATE', 'APPLICATION_REVIEW/REVIEW'] }),
      ['STF-009 SEPARATION_OF_DUTY staff.4.posts'],
    ],
    [
      'in which one person reviews applications alone',
      rosterWith({
        3: ['APPLICATION_REVIEW/OPERATE', 'APPLICATION_REVIEW/REVIEW', 'SCORE_CONFIRMATION'],
        4: ['ARCHIVES'],
      }),
      ['STF-009 SEPARATION_OF_DUTY staff.2.posts', 'STF-010 SAME_REVIEWER staff'],
    ],
    [
      'in which reviewers do not say who does what',
      rosterWith({ 3: ['APPLICATION_REVIEW', 'SCORE_CONFIRMATION'], 4: ['APPLICATION_REVIEW', 'ARCHIVES'] }),
      ['STF-009 SEPARATION_OF_DUTY staff', 'STF-009 SEPARATION_OF_DUTY staff', 'STF-010 SAME_REVIEWER staff'],
    ],
    [
      'in which papers are put together by one',
      rosterWith({ 5: ['PAPER_ASSEMBLY/OPERATE'] }),
      ['STF-009 SEPARATION_OF_DUTY staff', 'STF-011 SAME_REVIEWER staff'],
    ],
    [
      'in which papers are drawn by one and checked by another',
      rosterWith({ 1: ['AGENCY_HEAD', 'EXECUTIVE_HEAD', 'PAPER_ASSEMBLY/OPERATE'], 5: ['PAPER_ASSEMBLY/REVIEW'] }),
      [],
    ],
    [
      'in which one enters and confirms scores beside others',
      rosterWith({ 5: ['SCORE_ENTRY', 'SCORE_CONFIRMATION'] }),
      ['STF-012 POST_CONFLICT staff.4.posts', 'STF-009 SEPARATION_OF_DUTY staff.4.posts'],
    ],
    [
      'with four supervisors',
      roster({ supervisors: [1, 2, 3, 4].map((no) => supervisor(no)) }),
      ['ISU-001 SUPERVISOR_TOO_FEW supervisors'],
    ],
    [
      'with a supervisor without a form',
      roster({ supervisors: [1, 2, 3, 4, 5].map((no) => supervisor(no, { hasForm: no !== 3 })) }),
      ['ISU-001 SUPERVISOR_FORM_MISSING supervisors.2.hasForm'],
    ],
    [
      'whose supervisors are not numbered on',
      roster({ supervisors: [1, 2, 3, 5, 4].map((no) => supervisor(no)) }),
      ['ISU-002 SEQ_NOT_CUMULATIVE supervisors'],
    ],
    [
      'of nobody',
      { staff: [], supervisors: [] },
      [
        'STF-001 STAFF_TOO_FEW staff',
        'STF-004 HEAD_COUNT staff',
        'STF-005 EXECUTIVE_HEAD_COUNT staff',
        'STF-006 LIAISON_COUNT staff',
        ...Array.from({ length: 4 }, () => 'STF-009 SEPARATION_OF_DUTY staff'),
        'STF-010 SAME_REVIEWER staff',
        'ISU-001 SUPERVISOR_TOO_FEW supervisors',
      ],
    ],
    [
      'of people in many posts, two of which exclude each other twice',
      rosterWith({
        1: ['AGENCY_HEAD', 'EXECUTIVE_HEAD', 'LIAISON', 'FINANCE', 'SURVEILLANCE'],
        2: ['SCORE_ENTRY', 'IT_MANAGEMENT', 'PROJECT_DEVELOPMENT'],
      }),
      ['STF-007 POST_CONFLICT staff.0.posts', 'STF-007 POST_CONFLICT staff.0.posts'],
    ],
  ])('%s is refused for all of it at once', (_what, facts, refusals) => {
    expect(refused(facts)).toEqual(refusals);
  });

  test('is remarked upon where one person has all of certificates, or supervises own work', () => {
    const alone = rosterWith({ 4: ['APPLICATION_REVIEW/REVIEW', 'ARCHIVES'], 5: ['CERTIFICATE_MANAGEMENT'] });
    expect(remarked(alone)).toContain('STF-009 SEPARATION_OF_DUTY staff');
    const own = roster({ supervisors: [1, 2, 3, 4, 5].map((no) => supervisor(no, { person: `person-${no}` })) });
    expect(refused(own)).toEqual([]);
    expect(remarked(own).filter((one) => one.includes('SELF_SUPERVISION'))).toHaveLength(5);
  });

  test.each([
    ['ENTERPRISE_MUNICIPAL', '副总经理', '人力资源部副部长', []],
    ['ENTERPRISE_MUNICIPAL', '职员', '职员', ['STF-004 HEAD_RANK staff.0.title', 'STF-005 HEAD_RANK staff.4.title']],
    ['COLLEGE_SECONDARY', '副校长', '教务处副处长', ['STF-004 HEAD_RANK staff.0.title']],
    ['SOCIAL_GROUP', '副秘书长', '副秘书长', ['STF-004 HEAD_RANK staff.0.title']],
    ['PRIVATE_NON_ENTERPRISE', '职员', '职员', []],
    [null, '职员', '职员', []],
  ] as const)('of %s with a %s and a %s is remarked upon by rank: %#', (nature, head, executive, remarks) => {
    const staff = rosterWith({ 1: ['AGENCY_HEAD'], 5: ['EXECUTIVE_HEAD'] }).staff.map((one) => ({
      ...one,
      title: one.no === 1 ? head : executive,
    }));
    expect(remarked(roster({ staff }), { nature }).filter((one) => one.includes('RANK'))).toEqual(remarks);
    expect(refused(roster({ staff }), { nature })).toEqual([]);
  });
});

describe('roles that were swapped (STF-009)', () => {
  const filedOn = day('2026-07-01');
  const swapped = rosterWith({
    3: [
      held('APPLICATION_REVIEW/REVIEW', day('2026-07-01'), day('2026-07-05')),
      held('APPLICATION_REVIEW/OPERATE', day('2026-07-06')),
      'SCORE_CONFIRMATION',
    ],
  });

  test('are refused within a filing, from the day of the swap', () => {
    expect(refused(swapped, { filedOn })).toEqual(['STF-009 ROLE_SWAP staff.2.posts']);
    expect(refused(swapped, { filedOn, on: day('2026-07-04') })).not.toContain('STF-009 ROLE_SWAP staff.2.posts');
  });

  test('count neither before there is a filing nor across two', () => {
    expect(refused(swapped)).toEqual([]);
    expect(refused(swapped, { filedOn: day('2026-07-06') })).toEqual([]);
  });

  test('are no swap of the same side, nor of another key post', () => {
    const facts = rosterWith({
      3: [
        held('APPLICATION_REVIEW/OPERATE', day('2026-07-01'), day('2026-07-03')),
        held('APPLICATION_REVIEW/OPERATE', day('2026-07-06')),
        'SCORE_CONFIRMATION',
      ],
    });
    expect(refused(facts, { filedOn })).toEqual([]);
  });
});

describe('the force of the rules', () => {
  const none = { staff: [], supervisors: [] };

  test.each(['SOCIAL_ORGANISATION', 'ENTERPRISE', 'COLLEGE'] as const)('is that of remarks for %s', (type) => {
    expect(refused(none, { type })).toEqual([]);
    expect(remarked(none, { type })).toContain('STF-001 STAFF_TOO_FEW staff');
  });

  test('asks those who hold exams for two who put papers together, too', () => {
    expect(remarked(roster(), { type: 'SOCIAL_ORGANISATION' })).toContain('STF-011 SAME_REVIEWER staff');
  });

  test.each([
    ['2026-06-22', 0],
    ['2026-06-23', 10],
  ])('begins on the day of 30号: on %s %d refusals', (on, count) => {
    expect(refused(none, { on: day(on) })).toHaveLength(count);
    const of30 = judgeRoster(none, asked({ on: day(on) })).filter(({ rule }) => !/^ISU-00[56]$/.test(rule));
    expect(of30.every(({ verdict }) => (verdict === 'NOT_APPLICABLE') === (count === 0))).toBe(true);
  });

  test('rests every finding on a clause', () => {
    for (const { clauses } of judgeRoster(none, asked())) expect(clauses.length).toBeGreaterThan(0);
  });

  test('leaves open what only records would tell', () => {
    const open = judgeRoster(roster(), asked()).filter(({ verdict }) => verdict === 'UNDETERMINED');
    expect(open.map(({ rule, force }) => `${rule} ${force}`)).toEqual([
      'STF-014 INFO',
      'ISU-005 INFO',
      'ISU-006 INFO',
      'ISU-007 INFO',
    ]);
  });
});

test('there are twenty posts, 3 named roles and 17 of eight categories', () => {
  expect(posts).toHaveLength(20);
  expect(new Set(posts.map(({ category }) => category)).size).toBe(11);
  expect(new Set(posts.map(({ id }) => id)).size).toBe(20);
  expect(lawfulPosts).toHaveLength(5);
});
