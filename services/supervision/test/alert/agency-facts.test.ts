import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type Caller, publicCaller, readInstant } from '@shanghai/platform';
import {
  type ServedSubgraph,
  type SettableClock,
  publishForTest,
  serveForTest,
  settableClock,
} from '@shanghai/platform/testing';
import { supervision } from '../../dist/subgraph.js';
import { HUANGPU, PUDONG, XUHUI, filingChanged, loaded, told, toldFiling } from '../subject/told.js';

let served: ServedSubgraph;
let clock: SettableClock;

beforeAll(async () => {
  clock = settableClock(readInstant('2026-11-01T04:00:00Z')!);
  served = await serveForTest(supervision, clock);
  const at = (agencyId: string, district: typeof PUDONG) =>
    told({ agencyId, filings: [toldFiling({ filingId: `filing-of-${agencyId}`, district })] });
  const comparison = told({
    ...{ agencyId: 'comparison', type: 'COMPARISON', registrationDistrict: XUHUI },
    filings: [toldFiling({ filingId: 'filing-c', authority: { body: 'CENTRE', district: null } })],
  });
  const agencies = [at('east', PUDONG), at('west', XUHUI), at('ended', PUDONG), comparison];
  await publishForTest(served.events, loaded(agencies));
  const over = { from: day('2025-03-10'), to: day('2026-10-31') };
  await publishForTest(
    served.events,
    filingChanged('ended', toldFiling({ filingId: 'filing-of-ended', standing: over, version: 1 })),
  );
  await served.settle();
});
afterAll(async () => served.stop());

const centre: Caller = { ...publicCaller, role: 'CENTRE', subject: 'zhou' };

function bureauOf(district: string): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'pan', scopes: { district } };
}

async function tell(type: string, payload: unknown): Promise<void> {
  await publishForTest(served.events, { type, payload, at: clock.now() });
  await served.settle();
}

async function night(): Promise<void> {
  clock.advance({ days: 1 });
  for (let done = 1; done > 0;) done = await served.tick();
  await served.settle();
}

interface Seen {
  readonly status: string;
  readonly value: string;
  readonly agency: { readonly id: string };
  readonly evidence: readonly { readonly kind: string; readonly id: string }[];
}

async function alertsOf(rule: string, caller = centre): Promise<readonly Seen[]> {
  const { data, errors } = await served.ask(
    `query ($rule: AlertRule) {
      alerts(rule: $rule, first: 100) { nodes { status value agency { id } evidence { kind id } } } }`,
    { rule },
    caller,
  );
  expect(errors).toEqual([]);
  return data.alerts.nodes as Seen[];
}

async function openOf(rule: string, caller = centre): Promise<readonly string[]> {
  const all = await alertsOf(rule, caller);
  return all
    .filter(({ status }) => status === 'OPEN')
    .map(({ agency }) => agency.id)
    .sort();
}

function rosterOf(agencyId: string, staffCount: number, ...persons: readonly (readonly [string, string])[]) {
  return {
    ...{ agencyId, act: 'addStaff', sheet: 'STAFF', lineIds: [], staffCount },
    persons: persons.map(([person, role], at) => ({ lineId: `${agencyId}-${at}`, role, person })),
  };
}

describe('STF-001: fewer than five staff', () => {
  test('are an alert of a filed agency until there are five, and of nobody who is not filed', async () => {
    await tell('roster.changed', rosterOf('comparison', 4));
    await tell('roster.changed', rosterOf('ended', 1));
    await tell('roster.changed', rosterOf('nobody', 1));
    expect(await openOf('STAFF_BELOW_FIVE')).toEqual(['comparison']);
    await tell('roster.changed', rosterOf('comparison', 3));
    expect((await alertsOf('STAFF_BELOW_FIVE')).map(({ status, value }) => [value, status]).sort()).toEqual([
      ['在册工作人员3人', 'OPEN'],
      ['在册工作人员4人', 'CLEARED'],
    ]);
    await tell('roster.changed', rosterOf('comparison', 5));
    expect(await openOf('STAFF_BELOW_FIVE')).toEqual([]);
  });

  test('are found by the night where the agency was not known when its people were told of', async () => {
    await tell('roster.changed', rosterOf('late', 2));
    await publishForTest(served.events, loaded([told({ agencyId: 'late' })], 'late/0'));
    await served.settle();
    expect(await openOf('STAFF_BELOW_FIVE')).toEqual([]);
    await night();
    expect(await openOf('STAFF_BELOW_FIVE')).toEqual(['late']);
    await night();
    expect(await alertsOf('STAFF_BELOW_FIVE')).toHaveLength(3);
  });
});

describe('SYS-002: the same person', () => {
  const rule = 'SAME_PERSON_AT_AGENCIES';

  test('as supervisor or liaison of two filed agencies is an alert at each, of its own district', async () => {
    await tell('roster.changed', rosterOf('east', 5, ['hash-1', 'SUPERVISOR'], ['hash-2', 'LIAISON']));
    await tell('roster.changed', rosterOf('ended', 5, ['hash-2', 'LIAISON']));
    expect(await openOf(rule)).toEqual([]);
    await tell('roster.changed', rosterOf('west', 5, ['hash-1', 'LIAISON']));
    expect(await openOf(rule)).toEqual(['east', 'west']);
    expect(await openOf(rule, bureauOf(PUDONG))).toEqual(['east']);
    expect(await openOf(rule, bureauOf(HUANGPU))).toEqual([]);
    expect(await alertsOf(rule, bureauOf(XUHUI))).toMatchObject([
      {
        value: '联系人1人同时在另外1家机构的名册中',
        evidence: [
          { kind: 'ROSTER_LINE', id: 'west-0' },
          { kind: 'AGENCY', id: 'west' },
          { kind: 'AGENCY', id: 'east' },
        ],
      },
    ]);
  });

  test('is never shown by the hash that it is compared by', async () => {
    const { data } = await served.ask(
      '{ alerts(first: 100) { nodes { text value expected evidence { id } history { nodes { act } } } } }',
      {},
      centre,
    );
    expect(JSON.stringify(data)).not.toContain('hash-1');
  });

  test('is none any more at either when one of them takes it off, or when a filing ends', async () => {
    await tell('roster.changed', rosterOf('west', 5));
    expect(await openOf(rule)).toEqual([]);
    await tell('roster.changed', rosterOf('west', 5, ['hash-1', 'SUPERVISOR']));
    expect(await openOf(rule)).toEqual(['east', 'west']);
    const standing = { from: day('2025-03-10'), to: day('2026-11-03') };
    await publishForTest(
      served.events,
      filingChanged('west', toldFiling({ filingId: 'filing-of-west', district: XUHUI, standing, version: 1 })),
    );
    await served.settle();
    await night();
    expect(await openOf(rule)).toEqual([]);
  });
});

describe('RET-001: what has to be kept', () => {
  const rule = 'RETENTION_LAPSING';
  const material = (materialId: string, retainUntil: string, status = 'KEPT') => ({
    ...{ materialId, agencyId: 'east', act: 'registerMaterial', status, medium: 'PAPER' },
    ...{ eventOn: '2024-02-01', retainUntil },
  });

  test('is one alert for each last day within 90 days, by the night or at once, until nothing is left of it', async () => {
    await tell('retention.changed', material('m-1', '2027-02-05'));
    expect(await openOf(rule)).toEqual([]);
    clock.set(readInstant('2026-11-06T04:00:00Z')!);
    await night();
    expect(await alertsOf(rule, bureauOf(PUDONG))).toMatchObject([
      { status: 'OPEN', value: '1件档案的保管期至2027-02-05，剩余90天' },
    ]);
    await tell('retention.changed', material('m-2', '2027-01-01'));
    await tell('retention.changed', material('m-3', '2027-01-01'));
    expect(await openOf(rule)).toHaveLength(2);
    await tell('retention.changed', material('m-2', '2027-01-01', 'DISPOSED'));
    expect(await openOf(rule)).toHaveLength(2);
    await tell('retention.changed', material('m-3', '2027-01-01', 'DISPOSED'));
    expect(await openOf(rule)).toHaveLength(1);
    expect(await openOf(rule, bureauOf(XUHUI))).toEqual([]);
  });

  test('is warned of no more once its last day is over', async () => {
    clock.set(readInstant('2027-02-05T04:00:00Z')!);
    await night();
    expect(await openOf(rule)).toEqual([]);
  });
});

describe('AGY-019: a project assessment', () => {
  const rule = 'PROJECT_ASSESSMENT_LAPSING';
  const application = (over: Record<string, unknown> = {}) => ({
    ...{ applicationId: 'application-1', applicantId: 'applicant-1', act: 'passAgencyAssessment' },
    ...{ from: 'AGENCY_ASSESSMENT', to: 'PROJECT_ASSESSMENT', route: 'SOCIAL', siteDistricts: [HUANGPU] },
    ...{ districts: [HUANGPU], projectDueOn: '2027-04-30', itemIds: [], ...over },
  });

  test('that has to be finished in 30 days is an alert of the districts that see it, and ends with it', async () => {
    await tell('application.changed', application());
    clock.set(readInstant('2027-03-30T04:00:00Z')!);
    for (let done = 1; done > 0;) done = await served.tick();
    expect(await openOf(rule)).toEqual([]);
    await night();
    expect(await alertsOf(rule, bureauOf(HUANGPU))).toMatchObject([
      {
        status: 'OPEN',
        value: '2027-04-30截止，剩余30天',
        evidence: [{ kind: 'APPLICATION', id: 'application-1' }],
      },
    ]);
    expect(await openOf(rule, bureauOf(PUDONG))).toEqual([]);
    await tell('application.changed', application({ from: 'PROJECT_ASSESSMENT', to: 'AWAITING_CONSENT' }));
    expect(await openOf(rule)).toEqual([]);
  });

  test('is none of an application of before its last day was told', async () => {
    await tell('application.changed', application({ applicationId: 'application-2', projectDueOn: undefined }));
    expect(await openOf(rule)).toEqual([]);
  });
});

describe('CRT-006: a file of certificates that was refused', () => {
  const rule = 'CERTIFICATE_OUT_OF_SCOPE';
  const refused = (uploadId: string, over: Record<string, unknown> = {}) => ({
    ...{ uploadId, agencyId: 'east', filingId: 'filing-of-east', source: 'UPLOAD', refusedOn: '2027-04-01' },
    ...{ rows: 10, refusedRows: 4, outOfScopeRows: 3, counts: [], ...over },
  });

  test('is an alert when rows of it were out of the scope, one for a filing and a day, and none otherwise', async () => {
    await tell('upload.refused', refused('u-1', { outOfScopeRows: 0 }));
    expect(await alertsOf(rule)).toEqual([]);
    await tell('upload.refused', refused('u-2'));
    await tell('upload.refused', refused('u-3', { outOfScopeRows: 9 }));
    expect(await alertsOf(rule, bureauOf(PUDONG))).toMatchObject([
      {
        ...{ status: 'OPEN', value: '2027-04-01上传的文件有3行不在备案范围内，已拒收' },
        evidence: [{ kind: 'FILING', id: 'filing-of-east' }, { kind: 'AGENCY' }],
      },
    ]);
    await tell('upload.refused', refused('u-4', { refusedOn: '2027-04-02' }));
    expect(await openOf(rule)).toHaveLength(2);
  });
});

test('every read of what agencies have told is by an index', async () => {
  const db = served.connection.db!;
  const reads = [
    { find: 'alertRosters', filter: { 'persons.person': { $in: ['hash-1'] } } },
    { find: 'alertProjects', filter: { dueOn: { $lte: '2027-04-30' } } },
    { find: 'alertMaterials', filter: { agencyId: { $in: ['east'] }, retainUntil: { $gte: '2027-01-01' } } },
  ];
  for (const read of reads) expect(JSON.stringify(await db.command({ explain: read }))).not.toContain('COLLSCAN');
});
