import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { districts } from '@shanghai/kernel';
import { publicCaller, readInstant } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest, settableClock } from '@shanghai/platform/testing';
import { supervision } from '@shanghai/supervision';

const [HUANGPU, XUHUI, JINGAN, PUTUO, PUDONG] = ['310101', '310104', '310106', '310107', '310115'] as const;
const [FILED, SITE_OPENS, SITE_CLOSES, ENDS] = ['2025-03-01', '2025-04-01', '2025-06-30', '2025-08-31'] as const;

/** SPV-003 (a) to (e), by the days on which each makes an agency a district's; null: no end. */
const expected = [
  ['enterprise', PUDONG, FILED, ENDS],
  ['enterprise', XUHUI, SITE_OPENS, SITE_CLOSES],
  ['college', HUANGPU, FILED, null],
  ['social', JINGAN, FILED, null],
  ['social', PUTUO, SITE_OPENS, SITE_CLOSES],
] as const;

/** The first and the last day of each, with the day before and the day after. */
const days = [
  ...['2025-02-28', FILED, '2025-03-31', SITE_OPENS],
  ...[SITE_CLOSES, '2025-07-01', ENDS, '2025-09-01'],
] as const;

function told(
  agencyId: string,
  type: string,
  registrationDistrict: string,
  filedBy: string | null,
  siteIn: string | null,
) {
  const period = { from: FILED, to: ENDS };
  const site = { siteId: `site-of-${agencyId}`, name: '示例考核点', from: SITE_OPENS, to: SITE_CLOSES, version: 0 };
  return {
    ...{ agencyId, name: `示例${agencyId}`, type, registrationDistrict, sitesKnown: true, synthetic: true },
    filings: [
      {
        ...{ filingId: `filing-of-${agencyId}`, standing: period, version: 0 },
        authority: filedBy ? { body: 'DISTRICT_BUREAU', district: filedBy } : { body: 'CENTRE', district: null },
        facts: { listedOn: null, periods: [period], suspensions: [], termination: null },
      },
    ],
    sites: siteIn ? [{ ...site, district: siteIn }] : [],
  };
}

let served: ServedSubgraph;
beforeAll(async () => {
  served = await serveForTest(supervision, settableClock(readInstant('2025-06-20T04:00:00Z')!));
  const agencies = [
    // Where an enterprise is registered makes it nobody's.
    told('enterprise', 'ENTERPRISE', HUANGPU, PUDONG, XUHUI),
    told('college', 'COLLEGE', HUANGPU, null, null),
    told('social', 'SOCIAL_ORGANISATION', JINGAN, null, PUTUO),
  ];
  await publishForTest(served.events, { type: 'agencies.loaded', payload: { part: 'test/0', agencies } });
  await served.settle();
});
afterAll(async () => served.stop());

const ids = ['enterprise', 'college', 'social'] as const;

/** In which answers of a day each of the three is there, for a district. */
async function seenBy(district: string, day: string) {
  const asOf = `asOf: "${day}"`;
  const each = ids.map(
    (id) => `${id}: supervisedSubject(id: "${id}", ${asOf}) { id }
    grade_${id}: supervisionGrade(subjectId: "${id}", ${asOf}) { grade }`,
  );
  const query = `{ list: supervisedSubjects(${asOf}) { totalCount nodes { id } } pool: drawPool(${asOf}) { size } ${each.join(' ')} }`;
  const caller = { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'test', scopes: { district } };
  const { data, errors } = await served.ask(query, {}, caller);
  expect(errors).toEqual([]);
  const { list, pool } = data;
  return {
    list: (list.nodes as { id: string }[]).map(({ id }) => id).sort(),
    count: list.totalCount as number,
    pool: pool.size as number,
    byId: ids.filter((id) => data[id] !== null),
    graded: ids.filter((id) => data[`grade_${id}`] !== null),
  };
}

describe('SECURITY 1: an agency, or a site of it, is a district’s (SPV-003)', () => {
  test.each(days)('on %s exactly where a limb says so, in lists, counts, look-ups, grades and pools', async (day) => {
    for (const { code } of districts) {
      const own = expected.filter(([, of, from, to]) => of === code && from <= day && (to === null || day <= to));
      const agencies = own.map(([id]) => id);
      expect([code, await seenBy(code, day)]).toEqual([
        code,
        {
          list: [...agencies].sort(),
          count: agencies.length,
          pool: agencies.length,
          byId: ids.filter((id) => agencies.includes(id)),
          graded: ids.filter((id) => agencies.includes(id)),
        },
      ]);
    }
  });
});
