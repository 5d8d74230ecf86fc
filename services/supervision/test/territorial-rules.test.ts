import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { explain, superviseAgency } from '../dist/territory/supervise-agency.js';
import { type TerritorialFacts, territorialReasons } from '../dist/territory/territorial-rules.js';
import { HUANGPU, PUDONG, XUHUI, facts, filing, site } from './facts.js';

const ON = '2025-05-01';

/** Districts with their limbs, as 310115 ENTERPRISE_SITE_HERE. */
function limbsOf(given: TerritorialFacts, on = ON): string[] {
  return territorialReasons(given, day(on)).districts.flatMap(({ district, reasons }) =>
    reasons.map(({ row }) => `${district} ${row.limb}`),
  );
}

function missingOf(given: TerritorialFacts, on = ON): string[] {
  return territorialReasons(given, day(on)).missing.map(({ code }) => code);
}

describe('(a) an enterprise agency filed by a district is its', () => {
  const filed = facts({ filedBy: [filing()] });
  const here = [`${PUDONG} ENTERPRISE_FILED_HERE`];

  test.each([
    ['2025-03-09', []],
    ['2025-03-10', here],
    ['2025-06-20', here],
    ['2025-06-21', []],
  ])('on %s: %j', (on, limbs) => {
    expect(limbsOf(filed, on)).toEqual(limbs);
    expect(missingOf(filed, on)).toEqual([]);
  });

  test('without a last day it stays so', () => {
    expect(limbsOf(facts({ filedBy: [filing({ to: null })] }), '2999-12-31')).toEqual(here);
  });

  test("when the filing passes to another district, it is the other one's from its first day", () => {
    const passed = facts({ filedBy: [filing(), filing({ district: XUHUI, from: day('2025-06-21'), to: null })] });
    expect(limbsOf(passed, '2025-06-20')).toEqual([`${PUDONG} ENTERPRISE_FILED_HERE`]);
    expect(limbsOf(passed, '2025-06-21')).toEqual([`${XUHUI} ENTERPRISE_FILED_HERE`]);
  });

  test("one filed by the Centre is no district's", () => {
    expect(limbsOf(facts())).toEqual([]);
    expect(missingOf(facts())).toEqual([]);
  });

  test('of unknown filing authority, or filed by an unknown district, is undetermined', () => {
    expect(missingOf(facts({ filedBy: [] }))).toEqual(['FILING_AUTHORITY_UNKNOWN']);
    expect(missingOf(facts({ filedBy: [filing({ district: null })] }))).toEqual(['FILING_DISTRICT_UNKNOWN']);
  });

  test.each(['COLLEGE', 'SOCIAL_ORGANISATION', 'COMPARISON'] as const)('a filing says nothing of a %s', (type) => {
    const limbs = limbsOf(facts({ type, filedBy: [filing()] }));
    expect(limbs.filter((limb) => limb.startsWith(PUDONG))).toEqual([]);
    expect(missingOf(facts({ type, filedBy: [] }))).toEqual([]);
  });
});

describe('(b) and (e) the district of registration', () => {
  test.each([
    ['ENTERPRISE', []],
    ['COLLEGE', [`${HUANGPU} COLLEGE_REGISTERED_HERE`]],
    ['SOCIAL_ORGANISATION', [`${HUANGPU} SOCIAL_SEATED_HERE`]],
    ['COMPARISON', [`${HUANGPU} SOCIAL_SEATED_HERE`]],
  ] as const)('of a %s gives %j', (type, limbs) => {
    expect(limbsOf(facts({ type }))).toEqual(limbs);
    expect(missingOf(facts({ type }))).toEqual([]);
  });

  test.each([
    ['ENTERPRISE', []],
    ['COLLEGE', ['REGISTRATION_DISTRICT_UNKNOWN']],
    ['SOCIAL_ORGANISATION', ['REGISTRATION_DISTRICT_UNKNOWN']],
    ['COMPARISON', ['REGISTRATION_DISTRICT_UNKNOWN']],
  ] as const)('of a %s unknown leaves open %j', (type, codes) => {
    const unknown = facts({ type, registrationDistrict: null });
    expect(limbsOf(unknown)).toEqual([]);
    expect(missingOf(unknown)).toEqual(codes);
  });

  test('of a social organisation is our reading, and says so', () => {
    const reason = territorialReasons(facts({ type: 'COMPARISON' }), day(ON)).districts[0]!.reasons[0]!;
    expect(explain(reason)).toContain('PR');
    expect(reason.row.clauses[0].quote).toContain('包括但不限于');
  });
});

describe('(c) and (d) a site in a district', () => {
  test.each([
    ['ENTERPRISE', 'ENTERPRISE_SITE_HERE'],
    ['SOCIAL_ORGANISATION', 'SOCIAL_SITE_HERE'],
  ] as const)("of a %s is the district's from its first day to its last", (type, limb) => {
    const given = facts({ type, sites: [site()] });
    const here = (on: string) => limbsOf(given, on).filter((one) => one.startsWith(PUDONG));
    expect(here('2025-03-09')).toEqual([]);
    expect(here('2025-03-10')).toEqual([`${PUDONG} ${limb}`]);
    expect(here('2025-06-20')).toEqual([`${PUDONG} ${limb}`]);
    expect(here('2025-06-21')).toEqual([]);
  });

  test.each(['COLLEGE', 'COMPARISON'] as const)('of a %s is no limb', (type) => {
    expect(limbsOf(facts({ type, sites: [site()] })).filter((one) => one.startsWith(PUDONG))).toEqual([]);
    expect(missingOf(facts({ type, sitesKnown: false }))).toEqual([]);
  });

  test('is one reason for all the sites of a district, and the districts stand in the order of their codes', () => {
    const given = facts({
      type: 'SOCIAL_ORGANISATION',
      sites: [
        site(),
        site({ siteId: 'site-2', district: XUHUI }),
        site({ siteId: 'site-3' }),
        site({ siteId: 'site-4', to: day('2025-04-30') }),
      ],
    });
    const { districts } = territorialReasons(given, day(ON));
    expect(
      districts.map(({ district, reasons }) => [
        district,
        reasons.map(({ sites }) => sites.map(({ siteId }) => siteId)),
      ]),
    ).toEqual([
      [HUANGPU, [[]]],
      [XUHUI, [['site-2']]],
      [PUDONG, [['site-1', 'site-3']]],
    ]);
  });

  test.each(['ENTERPRISE', 'SOCIAL_ORGANISATION'] as const)('of a %s that may have others leaves them open', (type) => {
    const given = facts({ type, sites: [site()], sitesKnown: false });
    expect(limbsOf(given).some((limb) => limb.startsWith(PUDONG))).toBe(true);
    expect(missingOf(given)).toEqual(['SITES_UNKNOWN']);
  });
});

test('several limbs of one district are several reasons, in the order of the notice', () => {
  const given = facts({ filedBy: [filing()], sites: [site()] });
  expect(limbsOf(given)).toEqual([`${PUDONG} ENTERPRISE_FILED_HERE`, `${PUDONG} ENTERPRISE_SITE_HERE`]);
});

test.each(['ENTERPRISE', 'COLLEGE', 'SOCIAL_ORGANISATION', 'COMPARISON'] as const)(
  'before 1 May 2024 no limb names a %s, whatever is known',
  (type) => {
    const given = facts({
      type,
      filedBy: [filing({ from: day('2024-01-01') })],
      sites: [site({ from: day('2024-01-01') })],
    });
    expect(limbsOf(given, '2024-04-30')).toEqual([]);
    expect(missingOf(given, '2024-04-30')).toEqual(['NO_LIMB_IN_FORCE']);
    expect(limbsOf(given, '2024-05-01')).not.toEqual([]);
    expect(missingOf(given, '2024-05-01')).toEqual([]);
  },
);

describe('the supervision of an agency', () => {
  test('shows ten districts, and counts all', () => {
    const codes = [
      '310101',
      '310104',
      '310105',
      '310106',
      '310107',
      '310109',
      '310110',
      '310112',
      '310113',
      '310114',
      '310115',
    ];
    const sites = codes.map((district) => site({ siteId: district, district: district as typeof PUDONG }));
    const { type, ...supervisionFacts } = facts({ sites });
    const { districts, districtCount, undetermined } = superviseAgency(
      { id: 'agency-1', type, supervisionFacts },
      day(ON),
    );
    expect(districts.map(({ district }) => district.code)).toEqual(codes.slice(0, 10));
    expect(districtCount).toBe(11);
    expect(undetermined).toBeNull();
  });

  test('names ten sites of a reason, and says how many there are', () => {
    const sites = Array.from({ length: 12 }, (_, index) => site({ siteId: `site-${index}`, name: `示例${index}` }));
    const reason = territorialReasons(facts({ sites }), day(ON)).districts[0]!.reasons[0]!;
    expect(explain(reason)).toContain('示例9等12处');
    expect(explain(reason)).not.toContain('示例10');
  });

  test('refuses to work with a district that is none of the sixteen', () => {
    const { type, ...supervisionFacts } = facts({ sites: [site({ district: '310103' as typeof PUDONG })] });
    expect(() => superviseAgency({ id: 'agency-1', type, supervisionFacts }, day(ON))).toThrow(RangeError);
  });
});
