import { describe, expect, jest, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import fc from 'fast-check';
import type { Holding } from '../../dist/post/post.js';
import { slots } from '../../dist/roster/post-slots.js';
import { type PostChange, arePostsLawful, repairRoster, withChanges } from '../../dist/roster/repair-rules.js';
import {
  type HeldPost,
  type RosterCase,
  type RosterFacts,
  heldOn,
  isSameHolding,
} from '../../dist/roster/roster-facts.js';
import { ON, asked, held, lawfulPosts, member, roster, rosterWith } from './rosters.js';

const DEEP = process.env['DEEP'] === '1';
// Millions of rosters are judged when DEEP is set.
jest.setTimeout(600_000);
const filedOn = day('2026-07-01');
type Change = Omit<PostChange, 'alternatives'>;

/** What a repair says, in short: 3+LIAISON is that the third takes it. */
function said(facts: RosterFacts, changed: Partial<RosterCase> = {}): readonly string[] {
  const { outcome, changes } = repairRoster(facts, asked(changed));
  return [
    outcome,
    ...changes.map(({ no, takes, post, duty }) => `${no}${takes ? '+' : '-'}${post}${duty ? `/${duty}` : ''}`),
  ];
}

describe('the smallest change of posts', () => {
  test.each<[string, RosterFacts, readonly string[]]>([
    ['a lawful roster', roster(), ['LAWFUL']],
    ['one without a liaison', rosterWith({ 2: ['SCORE_ENTRY'] }), ['MENDED', '2+LIAISON']],
    [
      'one of two heads, of whom one has other posts',
      rosterWith({ 5: ['AGENCY_HEAD', 'FINANCE'] }),
      ['MENDED', '5-AGENCY_HEAD'],
    ],
    [
      'one of two heads, of whom one has nothing else and keeps it',
      rosterWith({ 5: ['AGENCY_HEAD'] }),
      ['MENDED', '1-AGENCY_HEAD'],
    ],
    ['one with somebody without a post', rosterWith({ 5: [] }), ['MENDED', '5+PROJECT_DEVELOPMENT']],
    [
      'one with somebody without a post, and a post without anybody',
      rosterWith({ 2: ['LIAISON'], 5: [] }),
      ['MENDED', '5+SCORE_ENTRY'],
    ],
    [
      'one in which the liaison leads and has nothing else',
      roster({
        staff: [
          ['LIAISON', 'AGENCY_HEAD', 'EXECUTIVE_HEAD'] as const,
          ...lawfulPosts.slice(2),
          ['SCORE_ENTRY'] as const,
        ].map((posts, at) => member(at + 1, posts)),
      }),
      ['MENDED', '1-LIAISON', '2+LIAISON'],
    ],
  ])('of %s', (_what, facts, changes) => {
    expect(said(facts)).toEqual(changes);
  });

  test('asks nobody to change sides within a filing', () => {
    const facts = rosterWith({
      1: ['AGENCY_HEAD', 'EXECUTIVE_HEAD'],
      3: [held('APPLICATION_REVIEW/OPERATE', day('2026-07-02')), 'SCORE_CONFIRMATION'],
      4: ['ARCHIVES'],
    });
    const takers = (changed: Partial<RosterCase>) =>
      repairRoster(facts, asked(changed)).changes.flatMap(({ no, alternatives }) => [`staff-${no}`, ...alternatives]);
    expect(takers({}).sort()).toEqual(['staff-1', 'staff-2', 'staff-4', 'staff-5']);
    expect(takers({ filedOn }).sort()).toEqual(['staff-1', 'staff-2', 'staff-4', 'staff-5']);
    const ended = rosterWith({
      3: ['SCORE_CONFIRMATION'],
      4: [held('APPLICATION_REVIEW/REVIEW', day('2026-07-02'), day('2026-07-05')), 'ARCHIVES'],
      5: ['APPLICATION_REVIEW/REVIEW'],
    });
    const [change] = repairRoster(ended, asked({ filedOn })).changes;
    expect([change!.post, change!.duty]).toEqual(['APPLICATION_REVIEW', 'OPERATE']);
    expect([`staff-${change!.no}`, ...change!.alternatives]).not.toContain('staff-4');
  });

  test('undoes a swap of roles', () => {
    const facts = rosterWith({
      3: [
        held('APPLICATION_REVIEW/REVIEW', day('2026-07-01'), day('2026-07-05')),
        held('APPLICATION_REVIEW/OPERATE', day('2026-07-06')),
        'SCORE_CONFIRMATION',
      ],
    });
    const { outcome, changes } = repairRoster(facts, asked({ filedOn }));
    expect([outcome, changes.length]).toEqual(['MENDED', 2]);
    expect(changes[0]).toMatchObject({ takes: true, post: 'APPLICATION_REVIEW', duty: 'OPERATE', no: 1 });
    expect(changes[1]).toMatchObject({ takes: false, post: 'APPLICATION_REVIEW', duty: 'OPERATE', no: 3 });
  });

  test('is not to be had of one person, nor of nobody', () => {
    expect(said(roster({ staff: [member(1, lawfulPosts.flat())] }))).toEqual(['IMPOSSIBLE']);
    expect(said(roster({ staff: [] }))).toEqual(['IMPOSSIBLE']);
  });

  test('tells what it does not mend', () => {
    const { outcome, left } = repairRoster(roster({ staff: roster().staff.slice(0, 3), supervisors: [] }), asked());
    expect(outcome).toBe('MENDED');
    expect(left.map(({ rule }) => rule)).toEqual(['STF-001', 'ISU-001']);
  });

  test('is found for three hundred people at once', () => {
    const staff = Array.from({ length: 300 }, (_, at) =>
      member(
        at + 1,
        at % 3 === 0 ? ['LIAISON', 'AGENCY_HEAD'] : at % 3 === 1 ? [] : ['SCORE_ENTRY', 'SCORE_CONFIRMATION'],
      ),
    );
    const { outcome, changes } = repairRoster(roster({ staff }), asked());
    expect(outcome).toBe('MENDED');
    expect(arePostsLawful(withChanges(roster({ staff }), changes, asked()), asked())).toBe(true);
  });
});

/** Everything that one of these people could take or leave: what is counted, and one post that nothing restricts. */
function possible({ staff }: RosterFacts): readonly Change[] {
  const holdings: readonly Holding[] = [...slots, { post: 'PROJECT_DEVELOPMENT', duty: null }];
  return staff.flatMap((who) =>
    holdings.map((one) => ({
      ...{ ...one, staffId: who.id, no: who.no },
      takes: !heldOn(who, ON).some((post) => isSameHolding(post, one)),
    })),
  );
}

/** Whether any choice of so many changes, tried one by one, makes the roster lawful. */
function sufficesAny(facts: RosterFacts, count: number, at: RosterCase): boolean {
  const all = possible(facts);
  function from(start: number, chosen: readonly Change[]): boolean {
    if (chosen.length === count) return arePostsLawful(withChanges(facts, chosen, at), at);
    for (let next = start; next <= all.length - (count - chosen.length); next += 1)
      if (from(next + 1, [...chosen, all[next]!])) return true;
    return false;
  }
  return from(0, []);
}

const days = ['2026-06-20', '2026-07-01', '2026-07-03', '2026-07-10'].map(day);
const written = slots.concat({ post: 'FINANCE', duty: null });

/** A post held from a day on, or for some days before. */
const aPost: fc.Arbitrary<HeldPost> = fc
  .record({ at: fc.nat(written.length - 1), from: fc.constantFrom(...days), ended: fc.boolean() })
  .map(({ at, from, ended }) => ({ ...written[at]!, from, to: ended && from < ON ? day('2026-07-09') : null }));

/** People with posts that are nearly lawful, or not at all. */
const aRoster = fc
  .record({
    posts: fc.array(fc.uniqueArray(aPost, { maxLength: 5, selector: ({ post, duty }) => `${post}/${duty}` }), {
      minLength: 1,
      maxLength: 3,
    }),
    starts: fc.boolean(),
  })
  .map(({ posts, starts }) => {
    const most = [lawfulPosts.slice(0, 2).flat(), lawfulPosts.slice(2).flat()];
    return roster({
      staff: posts.map((own, at) => {
        const begun = starts ? (most[at] ?? []).map((one) => held(one)) : [];
        return member(at + 1, [...begun.filter((one) => !own.some((other) => isSameHolding(one, other))), ...own]);
      }),
    });
  });

const anAsked = fc.record({
  type: fc.constantFrom('COMPARISON' as const, 'SOCIAL_ORGANISATION' as const),
  filedOn: fc.constantFrom(null, filedOn),
});

/** How many changes are tried one by one: the choices grow with each. */
const TRIED = DEEP ? 4 : 3;

describe('a repair of a small roster', () => {
  test('is lawful, and nothing smaller is', () => {
    fc.assert(
      fc.property(aRoster, anAsked, (facts, changed) => {
        const at = asked(changed);
        const { outcome, changes } = repairRoster(facts, at);
        if (outcome !== 'IMPOSSIBLE') expect(arePostsLawful(withChanges(facts, changes, at), at)).toBe(true);
        const smallest = outcome === 'IMPOSSIBLE' ? Infinity : changes.length;
        for (let count = 0; count < Math.min(smallest, TRIED); count += 1)
          expect([count, sufficesAny(facts, count, at)]).toEqual([count, false]);
      }),
      { numRuns: DEEP ? 300 : 25 },
    );
  });

  test('names as alternatives all of those, and only those, who could take a post as well', () => {
    fc.assert(
      fc.property(aRoster, anAsked, (facts, changed) => {
        const at = asked(changed);
        const { changes } = repairRoster(facts, at);
        for (const change of changes.filter(({ takes, post }) => takes && post !== 'PROJECT_DEVELOPMENT')) {
          const others = changes.filter((one) => one !== change);
          const could = facts.staff
            .filter(({ id }) => id !== change.staffId)
            .filter(
              (who) =>
                !heldOn(
                  withChanges(facts, others, at).staff.find(({ id }) => id === who.id)!,
                  ON,
                ).some((one) => isSameHolding(one, change)),
            )
            .filter(({ id, no }) =>
              arePostsLawful(withChanges(facts, [...others, { ...change, staffId: id, no }], at), at),
            )
            .map(({ id }) => id);
          expect(change.alternatives).toEqual(could);
        }
      }),
      { numRuns: DEEP ? 2_000 : 200 },
    );
  });
});
