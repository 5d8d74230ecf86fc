import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DistrictCode, type LevelNumber, addDays, day, daysBetween } from '@shanghai/kernel';
import { type ServedSubgraph, publishForTest, serveForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import type { AgencyType } from '../../dist/agency/agency.js';
import {
  type AssessmentFacts,
  type AssessmentQuestion,
  answerQuestion,
} from '../../dist/item/assessment-question-rules.js';
import type { CandidateKind } from '../../dist/item/candidate-rules.js';
import type { MayAssess } from '../../dist/item/may-assess-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { itemNameOf, people, publishEdition } from '../application-life.js';
import { storedFiling } from '../filing-acts.js';

const isDeep = Boolean(process.env['DEEP']);
const questions = isDeep ? 10_000 : 600;

const START = day('2024-01-01');
const LAST = daysBetween(START, day('2031-12-31'));
const anyDay = fc.integer({ min: 0, max: LAST }).map((days) => addDays(START, days));
const anySpan = fc
  .tuple(anyDay, fc.option(fc.integer({ min: 0, max: 400 }), { freq: 2 }))
  .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days) }));

/** Mostly nothing, so that many an agency may assess. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

const anyLevel = fc.constantFrom<LevelNumber>(5, 4, 3, 2, 1);
const districts: readonly DistrictCode[] = ['310115', '310104', '310101'];
const kinds: readonly CandidateKind[] = [
  ...(['PUBLIC', 'EMPLOYEE', 'PARTNER_COLLEGE_FINAL_YEAR', 'COMMISSIONED_ENTERPRISE'] as const),
  ...(['SUBSIDIARY_OUTSIDE_CITY', 'OWN_FINAL_YEAR_STUDENT'] as const),
];
const types: readonly AgencyType[] = ['SOCIAL_ORGANISATION', 'ENTERPRISE', 'COLLEGE', 'COMPARISON'];

/** What happened to one filing, told as a person would write it down. */
const anyFiling = fc.record({
  listed: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  type: fc.constantFrom(...types),
  begins: anyDay,
  /** Days of the first period, and of the second where it was renewed. */
  lasts: fc.integer({ min: 300, max: 1_200 }),
  renewed: fc.boolean(),
  pending: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  suspended: fc.option(anySpan, { freq: 2 }),
  endsOn: seldom(anyDay),
  levels: fc.uniqueArray(anyLevel, { minLength: 1 }),
  scope: seldom(anySpan),
  notEvaluableOn: seldom(anyDay),
});

/** A site, told as a person would write it down. */
const anySite = fc.record({
  district: fc.constantFrom(...districts),
  /** Null while it is not recommended. */
  used: fc.option(anySpan, { freq: 4 }),
  /** Which of the filed items it takes, by their number; null where nobody wrote it down. */
  takes: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 2 })), { freq: 1 }),
  /** Since when it has no surveillance. */
  blindSince: seldom(anyDay),
});

const anyWorld = fc.record({
  filings: fc.array(anyFiling, { minLength: 0, maxLength: 3 }),
  restrictions: seldom(anySpan).map((one) => (one ? [one] : [])),
  sites: fc.array(anySite, { maxLength: 3 }),
  sitesKnown: fc.boolean(),
  isListed: fc.constantFrom(true, false, null),
  isItemKnown: fc.boolean(),
});

type World = typeof anyWorld extends fc.Arbitrary<infer Drawn> ? Drawn : never;
type Drawn = World['filings'][number];

/** Questions about days that matter, of the first filing, and about any other. */
const anyQuestion = fc.record({
  on: anyDay,
  near: fc.option(fc.integer({ min: -60, max: 1_100 }), { freq: 4 }),
  level: seldom(fc.oneof({ weight: 9, arbitrary: anyLevel }, { weight: 1, arbitrary: fc.constant('ABOVE' as const) })),
  district: seldom(fc.constantFrom(...districts)),
  candidateKind: fc.option(fc.constantFrom(...kinds), { freq: 2 }),
});

type DrawnQuestion = typeof anyQuestion extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** The question, about its own day or one of the first filing. */
function questionIn({ filings: [first] }: World, { near, on, ...asked }: DrawnQuestion): AssessmentQuestion {
  return { ...asked, on: near !== null && first ? addDays(first.begins, near) : on };
}

/** The world as records have it. */
function factsOf({ filings, sites, ...world }: World): AssessmentFacts {
  return {
    agency: { sitesKnown: world.sitesKnown },
    sites: sites.map(({ district, used, takes, blindSince }) => ({
      district,
      ...(used ?? { from: null, to: null }),
      ...(takes && { items: takes.map((no) => ({ ...nameOf(no), from: used?.from ?? null, to: null })) }),
      surveillance: blindSince === null ? [] : [{ on: blindSince, hasVideoSurveillance: false }],
    })),
    restrictions: world.restrictions,
    isListed: world.isListed,
    isItemKnown: world.isItemKnown,
    items: filings.map((one, at) => ({
      _id: `item-${at}`,
      ...{ itemId: nameOf(at).subject, mappingId: null, nameKey: nameOf(at).fullName },
      agencyType: one.type,
      levels: one.levels,
      from: one.scope?.from ?? null,
      to: one.scope?.to ?? null,
      notEvaluable: one.notEvaluableOn === null ? [] : [{ on: one.notEvaluableOn, endedOn: null }],
      facts: {
        type: one.type,
        listedOn: one.listed ? one.begins : null,
        periods: one.listed ? [] : periodsOf(one),
        suspensions: one.suspended ? [one.suspended] : [],
        termination: one.endsOn === null ? null : { kind: 'VOLUNTARY' as const, reason: null, effectiveOn: one.endsOn },
      },
    })),
  };
}

function nameOf(no: number) {
  return { subject: `item-of-${no}`, fullName: `示例项目${no}` };
}

function periodsOf({ begins, lasts, renewed, pending }: Drawn) {
  const to = addDays(begins, lasts);
  const asked = { requestedOn: addDays(to, -10), decision: { result: 'APPROVED' as const, on: addDays(to, -5) } };
  const open = { requestedOn: addDays(to, -10), decision: null };
  if (!renewed) return [{ from: begins, to, renewal: pending ? open : null }];
  return [
    { from: begins, to, renewal: asked },
    { from: addDays(to, 1), to: addDays(to, lasts), renewal: null },
  ];
}

/** The calendar of a filing, day by day from its first, as somebody would keep it on paper. */
function statusOn(one: Drawn, on: string): 'NONE' | 'OPEN' | 'YES' | 'NO' {
  let status: 'NONE' | 'OPEN' | 'YES' | 'NO' = 'NONE';
  const lastDay = addDays(one.begins, one.renewed ? 2 * one.lasts : one.lasts);
  for (let today = one.begins; today <= on; today = addDays(today, 1)) {
    status = one.listed ? 'OPEN' : 'YES';
    if (!one.listed && today > lastDay && !(one.pending && !one.renewed)) status = 'NO';
    if (!one.listed && status === 'YES' && one.suspended && today >= one.suspended.from)
      if (one.suspended.to === null || today <= one.suspended.to) status = 'NO';
    if (one.endsOn !== null && one.endsOn <= today) status = 'NO';
  }
  return status;
}

/** The slow and obvious answer: every filing by itself, every condition by itself, the best of all. */
function reference(world: World, { on, level, district, candidateKind }: AssessmentQuestion): MayAssess {
  const isIn = ({ from, to }: { from: string; to: string | null }) => from <= on && (to === null || to >= on);
  const restricted = on >= '2024-05-01' && world.restrictions.some(isIn);
  const there = world.sites.filter((site) => site.district === district);
  const used = there.filter((site) => site.used !== null && isIn(site.used));
  const isBlind = (site: (typeof used)[number]) =>
    site.blindSince !== null && site.blindSince <= on && on >= '2026-06-23';
  const proposed = used.length === 0 && there.some((site) => site.used === null);
  const siteFor = (no: number | null): 'HERE' | 'NONE' | 'OPEN' => {
    if (district === null) return 'HERE';
    if (used.length === 0) return proposed || world.sitesKnown ? 'NONE' : 'OPEN';
    const takes = (site: (typeof used)[number]) => no === null || site.takes === null || site.takes.includes(no);
    return used.some((site) => takes(site) && !isBlind(site)) ? 'HERE' : 'NONE';
  };
  const answers = world.filings.map((one, no): MayAssess => {
    const status = statusOn(one, on);
    const outside = one.scope !== null && !isIn(one.scope);
    const wrongLevel = level === 'ABOVE' || (level !== null && !one.levels.includes(level));
    const gone = one.notEvaluableOn !== null && one.notEvaluableOn <= on;
    const who = candidateKind === null ? 'YES' : whoMay(one.type, candidateKind, on);
    if (status === 'NONE' || status === 'NO' || outside || wrongLevel || gone || who === 'NO') return 'NO';
    const site = siteFor(no);
    if (restricted || site === 'NONE') return 'NO';
    return status === 'OPEN' || who === 'OPEN' || site === 'OPEN' ? 'UNDETERMINED' : 'YES';
  });
  if (answers.includes('YES')) return 'YES';
  if (answers.includes('UNDETERMINED')) return 'UNDETERMINED';
  if (answers.length > 0 || world.isItemKnown || restricted || siteFor(null) === 'NONE') return 'NO';
  return 'UNDETERMINED';
}

function whoMay(type: AgencyType, kind: CandidateKind, on: string): 'YES' | 'NO' | 'OPEN' {
  if (on < '2024-05-01' || type === 'SOCIAL_ORGANISATION' || type === 'COMPARISON') return 'YES';
  if (type === 'COLLEGE') return kind === 'OWN_FINAL_YEAR_STUDENT' ? 'YES' : 'NO';
  if (kind === 'EMPLOYEE' || kind === 'SUBSIDIARY_OUTSIDE_CITY') return 'YES';
  return kind === 'PARTNER_COLLEGE_FINAL_YEAR' || kind === 'COMMISSIONED_ENTERPRISE' ? 'OPEN' : 'NO';
}

/** The least share of each answer and of each reason, in percent. Few questions need but one of each. */
const leastPercent: readonly (readonly [string, number])[] = [
  ...['YES', 'NO', 'UNDETERMINED'].map((answer) => [answer, 10] as const),
  ...[
    ...['NOT_FILED', 'OUT_OF_FILING_SCOPE', 'FILING_EXPIRED', 'FILING_TERMINATED', 'FILING_SUSPENDED'],
    ...['ITEM_NOT_EVALUABLE', 'RESTRICTED', 'NO_SITE_IN_DISTRICT', 'CANDIDATE_OUT_OF_SCOPE'],
  ].map((code) => [`NO ${code}`, isDeep ? 1 : 0.1] as const),
  ...['OUT_OF_FILING_SCOPE', 'VALIDITY_NOT_PRINTED', 'NO_SITE_IN_DISTRICT', 'CANDIDATE_OUT_OF_SCOPE'].map(
    (code) => [`OPEN ${code}`, isDeep ? 0.5 : 0] as const,
  ),
];

describe('whether an agency may assess', () => {
  test(`is answered as a slow and obvious reference does, ${questions} times`, () => {
    const seen = new Map<string, number>();
    const note = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(anyWorld, anyQuestion, (world, asked) => {
        const question = questionIn(world, asked);
        const { mayAssess, findings, reason } = answerQuestion(question, factsOf(world));
        expect(mayAssess).toBe(reference(world, question));
        expect(reason).not.toBe('');
        // Every reason has its clause, but for a validity that no notice prints.
        for (const one of findings) if (!['FIL-002', 'FIL-005'].includes(one.rule)) expect(one.clauses).not.toEqual([]);
        note(mayAssess);
        const against = findings.filter(({ verdict, force }) => verdict === 'FAIL' && force !== 'INFO');
        const open = findings.filter(({ verdict, force }) => verdict === 'UNDETERMINED' && force !== 'INFO');
        for (const code of new Set(against.map((one) => one.code))) note(`NO ${code}`);
        if (mayAssess === 'UNDETERMINED') for (const code of new Set(open.map((one) => one.code))) note(`OPEN ${code}`);
      }),
      { numRuns: questions },
    );
    // A check that meets one answer alone would be empty: each, and each reason, has its share.
    const shareOf = (what: string) => (100 * (seen.get(what) ?? 0)) / questions;
    expect(leastPercent.filter(([what, least]) => shareOf(what) < least)).toEqual([]);
  }, 300_000);
});

describe('the question in the graph', () => {
  let served: ServedSubgraph;
  beforeAll(async () => {
    served = await serveForTest(agencies);
    await publishEdition(served);
  });
  afterAll(async () => served.stop());

  const ask = async (asked: Readonly<Record<string, unknown>>) => {
    const { data, errors } = await served.ask(
      `query ($agencyId: ID!, $itemId: ID, $filedItemId: ID, $level: SkillLevel, $on: Day, $district: DistrictCode, $kind: CandidateKind) {
        mayAssess(agencyId: $agencyId, itemId: $itemId, filedItemId: $filedItemId, level: $level, on: $on, district: $district, candidateKind: $kind) {
          mayAssess reason filedItem { id }
          findings { rule code verdict clauses { item quote } }
        }
      }`,
      asked,
    );
    if (errors.length > 0) return errors.map(({ extensions }) => extensions['code']);
    if (data.mayAssess === null) return null;
    const { mayAssess, findings } = data.mayAssess;
    const against = findings.filter(({ verdict }: { verdict: string }) => verdict === 'FAIL');
    return [mayAssess, ...against.map(({ code }: { code: string }) => code)].join(' ');
  };

  test('is answered by filing, level, day, restriction and district, with every reason', async () => {
    const { agencyId, items } = await storedFiling(served, { items: [itemNameOf(1)] });
    const { _id: filedItemId, itemId } = items[0]!;
    const one = { agencyId, itemId };
    expect(await ask({ ...one, level: 'JUNIOR', on: '2026-01-01' })).toBe('YES');
    expect(await ask({ agencyId, filedItemId, on: '2026-01-01', kind: 'PUBLIC' })).toBe('YES');
    expect(await ask({ ...one, level: 'TECHNICIAN', on: '2026-01-01' })).toBe('NO OUT_OF_FILING_SCOPE');
    expect(await ask({ ...one, level: 'CHIEF_TECHNICIAN', on: '2026-01-01' })).toBe('NO OUT_OF_FILING_SCOPE');
    expect(await ask({ ...one, on: '2024-05-09' })).toBe('NO NOT_FILED');
    expect(await ask({ ...one, on: '2027-05-10', level: 'TECHNICIAN', district: '310115' })).toBe(
      'NO OUT_OF_FILING_SCOPE FILING_EXPIRED NO_SITE_IN_DISTRICT',
    );
    const payload = { restrictionId: 'r-1', agencyId, from: '2026-03-01', to: '2026-03-31' };
    await publishForTest(served.events, { type: 'restriction.imposed', payload });
    await served.settle();
    expect(await ask({ ...one, on: '2026-03-31' })).toBe('NO RESTRICTED');
    expect(await ask({ ...one, on: '2026-04-01' })).toBe('YES');
    // Whoever looks for an agency is told the same.
    const listed = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on CatalogueItem {
      during: filedAgencies(asOf: "2026-03-31") { nodes { mayAssess reason } }
      after: filedAgencies(asOf: "2026-04-01") { nodes { mayAssess } }
    } } }`;
    const { data } = await served.ask(listed, { of: [{ __typename: 'CatalogueItem', id: itemId }] }, people.anyone);
    expect(data._entities[0]).toEqual({
      during: { nodes: [{ mayAssess: 'NO', reason: '正受限制，至2026-03-31止（含当日）' }] },
      after: { nodes: [{ mayAssess: 'YES' }] },
    });
  });

  test('is answered for an item under the name it had before', async () => {
    const { agencyId, items } = await storedFiling(served, { items: [itemNameOf(2)] });
    const later = { id: 'item-later', fullName: '示例新名', key: '示例新名', code: null, kind: 'OCCUPATION' };
    const item = { ...later, levels: [5], lineageIds: [items[0]!.itemId] };
    const payload = { edition: '2026-06', kind: 'OPEN_CATALOGUE', effectiveOn: '2026-06-01', items: [item] };
    await publishForTest(served.events, { type: 'edition.published', payload });
    await served.settle();
    expect(await ask({ agencyId, itemId: 'item-later', on: '2026-07-01' })).toBe('YES');
  });

  test('is open where it is not known what the item was called before, and refused where it is', async () => {
    const { agencyId } = await storedFiling(served);
    const other = await storedFiling(served, { items: [itemNameOf(3)] });
    expect(await ask({ agencyId, itemId: 'item-unheard-of', on: '2026-01-01' })).toBe('UNDETERMINED');
    expect(await ask({ agencyId, itemId: other.items[0]!.itemId, on: '2026-01-01' })).toBe('NO OUT_OF_FILING_SCOPE');
  });

  test('is null for no agency, and BAD_USER_INPUT for both ids or none', async () => {
    const { agencyId, items } = await storedFiling(served);
    expect(await ask({ agencyId: 'agency-none', itemId: 'item-1' })).toBeNull();
    expect(await ask({ agencyId })).toEqual(['BAD_USER_INPUT']);
    expect(await ask({ agencyId, itemId: 'item-1', filedItemId: items[0]!._id })).toEqual(['BAD_USER_INPUT']);
  });
});
