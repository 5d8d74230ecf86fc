import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { historyOf } from '@shanghai/platform';
import { publishForTest, testSealer } from '@shanghai/platform/testing';
import { type DrawRequest, commitDraw } from '../../dist/draw/acts/commit-draw.js';
import { performDraw } from '../../dist/draw/acts/perform-draw.js';
import { replaceDrawnInspector } from '../../dist/draw/acts/replace-drawn-inspector.js';
import { weightOn } from '../../dist/draw/draw-rules.js';
import type { CaseSource } from '../../dist/case/case-matter-rules.js';
import type { CaseStatus } from '../../dist/case/violation-case.js';
import { redrawInspector } from '../../dist/draw/redraw-inspector.js';
import { isTrueDraw, redraw } from '../../dist/draw/redraw.js';
import type { DrawRecord } from '../../dist/draw/draw-record.js';
import { actsOn, callers, codesOf, done, drawn, inspectionIn, instant, TODAY } from '../inspection/life.js';
import { useWorld } from '../inspection/world.js';
import { caseIn, stored } from '../case/case-states.js';
import { loaded, told } from '../subject/told.js';

const world = useWorld();
const store = () => world().served.connection;
const acts = actsOn(store);
let keys = 0;

/** Two enterprises of Pudong, of which one is drawn, and three inspectors, one of them related to the first. */
function request(over: Partial<DrawRequest> = {}): DrawRequest {
  return {
    asOf: day(TODAY),
    plan: { kind: 'DAILY', topics: [{ kind: 'FAIRNESS', text: null }], plannedOn: day('2025-06-24'), partners: [] },
    quotas: [{ stratum: 'B', count: 1 }],
    inspectors: [
      { inspectorNo: 'R-001', department: 'HR_DEPARTMENT', relatedTo: ['示例企业'] },
      { inspectorNo: 'R-002', department: 'HR_DEPARTMENT', relatedTo: [] },
      { inspectorNo: 'R-003', department: 'INDUSTRY_AUTHORITY', relatedTo: [] },
    ],
    idempotencyKey: `key-${++keys}-draw`,
    ...over,
  };
}

type Who = (typeof callers)[keyof typeof callers];

function acting(caller: Who = callers.pudong, behind: Readonly<Record<string, number>> = {}) {
  return {
    store: store(),
    caller,
    now: instant(TODAY),
    sealer: testSealer,
    lag: async (consumer: string) => Promise.resolve(behind[consumer] ?? 0),
  };
}

describe('a draw', () => {
  test('is committed to with its pool, its recusals and the hash of a seed that nobody can read', async () => {
    const draw = drawn(await commitDraw({ ...acting(), seed: 'the secret' }, request()));
    expect(draw).toMatchObject({ status: 'COMMITTED', seed: null, picks: [], version: 1, publicFrom: null });
    expect(draw.basis.pool.map(({ entryId, weight }) => [entryId, weight])).toEqual([
      ['enterprise', 1],
      ['with-site', 1],
    ]);
    expect(draw.basis.recusals).toEqual([{ entryId: 'enterprise', inspectorNo: 'R-001' }]);
    expect(draw.recusalReasons).toMatchObject([{ relatedTo: '示例企业' }]);
    const history = await historyOf(store(), `draw/${draw._id}`, { first: 10 });
    expect(JSON.stringify([draw, history])).not.toContain('the secret');
  });

  test('is made once, as its seed says, and its inspections are drawn ones, with the pair as their team', async () => {
    const { _id, version, basis } = drawn(await commitDraw(acting(), request()));
    const on = { id: _id, version, idempotencyKey: `perform-${_id}` };
    const draw = drawn(await performDraw(acting(), on));
    expect(draw.picks).toEqual(redraw(basis, draw.seed!));
    expect(isTrueDraw({ ...draw.basis, seed: draw.seed!, picks: draw.picks })).toBe(true);
    expect(draw).toMatchObject({ status: 'PERFORMED', version: 2, publicFrom: '2025-06-24' });
    const { data } = await world().served.ask(
      `{ randomDraw(id: "${_id}") { isVerified picks { entryId inspectorNos inspection { status version methods { kind } team { inspectorNo isLead } history { nodes { to } } } } } }`,
      {},
      callers.pudong,
    );
    const [pick] = data.randomDraw.picks;
    expect(data.randomDraw.isVerified).toBe(true);
    expect(pick.inspection).toMatchObject({
      status: 'DRAWN',
      version: 2,
      methods: [{ kind: 'DOUBLE_RANDOM' }],
      history: { nodes: [{ to: 'PLANNED' }, { to: 'DRAWN' }] },
    });
    expect(pick.inspection.team.map((one: { inspectorNo: string }) => one.inspectorNo)).toEqual(pick.inspectorNos);
    expect(pick.inspection.team[0].isLead).toBe(true);
    expect(await performDraw(acting(), on)).toMatchObject({ isRepeated: true });
    expect(codesOf(await performDraw(acting(), { ...on, version: 2, idempotencyKey: 'once-more-please' }))).toEqual([
      'ILLEGAL_TRANSITION',
    ]);
  });

  test('gives the same list when anybody draws again from what is published, which is after its inspections', async () => {
    const { _id, version } = drawn(
      await commitDraw(acting(), request({ plan: { ...request().plan, plannedOn: day('2025-06-22') } })),
    );
    drawn(await performDraw(acting(), { id: _id, version, idempotencyKey: `perform-${_id}` }));
    const query = '{ publishedDraws { nodes { id seedHash record isVerified lead { role } } } }';
    const idsNow = async () =>
      ((await world().served.ask(query)).data.publishedDraws.nodes as { id: string; record: string }[]).filter(
        ({ id }) => id === _id,
      );
    expect(await idsNow()).toEqual([]);
    world().clock.set(instant('2025-06-22'));
    const [published] = await idsNow();
    const record = JSON.parse(published!.record) as DrawRecord;
    expect(redraw(record, record.seed)).toEqual(record.picks);
    expect(isTrueDraw(record)).toBe(true);
    expect(published!.record).not.toContain('relatedTo');
    world().clock.set(instant(TODAY));
  });

  describe('whose inspector is related to the subject after all (CMT-205)', () => {
    const listed = ['R-001', 'R-002', 'R-003'].map((inspectorNo) => ({
      ...{ inspectorNo, department: 'HR_DEPARTMENT' as const, relatedTo: [] },
    }));
    const made = async () => {
      const { _id, version } = drawn(await commitDraw(acting(), request({ inspectors: listed })));
      return drawn(await performDraw(acting(), { id: _id, version, idempotencyKey: `perform-${_id}` }));
    };
    const replace = async (on: { _id: string; version: number }, entryId: string, inspectorNo: string) =>
      replaceDrawnInspector(
        acting(),
        { id: on._id, version: on.version, idempotencyKey: `key-${++keys}-replace` },
        { entryId, inspectorNo, reason: '示例原因' },
      );
    const pickNow = async (id: string) => {
      const query = `{ randomDraw(id: "${id}") { isVerified record recusals { inspectorNo relatedTo } picks { inspectorNos
        replacements { inspectorNo replacedBy } inspection { id version team { inspectorNo isLead } history { nodes { act } } } } } }`;
      const { data, errors } = await world().served.ask(query, {}, callers.pudong);
      expect(errors).toEqual([]);
      return data.randomDraw;
    };

    test('is given the next by the same seed, in the record, in the team, and once', async () => {
      const draw = await made();
      const { entryId, inspectorNos } = draw.picks[0]!;
      const [lead, other] = inspectorNos as [string, string];
      const third = listed.find(({ inspectorNo }) => !inspectorNos.includes(inspectorNo))!.inspectorNo;
      const after = drawn(await replace(draw, entryId, lead));
      expect(after.replacements).toEqual([{ entryId, inspectorNo: lead, replacedBy: third }]);
      expect(redrawInspector({ ...draw.basis, seed: draw.seed!, picks: draw.picks }, after.replacements![0]!)).toBe(
        third,
      );
      const { isVerified, record, recusals, picks } = await pickNow(draw._id);
      expect([isVerified, isTrueDraw(JSON.parse(record as string) as DrawRecord)]).toEqual([true, true]);
      expect(recusals).toMatchObject([{ inspectorNo: lead, relatedTo: expect.stringMatching(/^示例/) }]);
      expect(record).not.toContain('relatedTo');
      expect(picks[0]).toMatchObject({ inspectorNos, replacements: [{ inspectorNo: lead, replacedBy: third }] });
      expect(picks[0].inspection.team).toEqual([
        { inspectorNo: third, isLead: true },
        { inspectorNo: other, isLead: false },
      ]);
      expect(picks[0].inspection.history.nodes.at(-1)).toEqual({ act: 'replaceDrawnInspector' });

      expect(codesOf(await replace(after, entryId, other))).toEqual(['RECUSAL_REQUIRED']);
      await expect(replace(after, entryId, lead)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
      const { id } = picks[0].inspection;
      done(await acts.startInspection(id));
      expect(codesOf(await replace(after, entryId, third))).toContain('ILLEGAL_TRANSITION');
    });

    test('is refused before the draw is made, and to whom it is not', async () => {
      const committed = drawn(await commitDraw(acting(), request({ inspectors: listed })));
      expect(codesOf(await replace(committed, 'enterprise', 'R-001'))).toEqual(['ILLEGAL_TRANSITION']);
      const draw = await made();
      const on = { id: draw._id, version: draw.version, idempotencyKey: `key-${++keys}-replace` };
      const leaving = { entryId: draw.picks[0]!.entryId, inspectorNo: 'R-001', reason: '示例原因' };
      await expect(replaceDrawnInspector(acting(callers.xuhui), on, leaving)).rejects.toThrow('no such draw');
    });
  });

  test('that was altered between commitment and draw is DRAW_NOT_RANDOM', async () => {
    const { _id, version } = drawn(await commitDraw(acting(), request()));
    const sealedSeed = testSealer.seal('draw.seed', 'another');
    await store().db!.collection<{ _id: string }>('draws').updateOne({ _id }, { $set: { sealedSeed } });
    expect(codesOf(await performDraw(acting(), { id: _id, version, idempotencyKey: `perform-${_id}` }))).toEqual([
      'DRAW_NOT_RANDOM',
    ]);
  });

  test.each<[string, Partial<DrawRequest>, Readonly<Record<string, number>>, string[]]>([
    ['no quota', { quotas: [] }, {}, ['QUOTA_IMPOSSIBLE']],
    ['more than there are', { quotas: [{ stratum: 'B', count: 9 }] }, {}, ['QUOTA_IMPOSSIBLE']],
    ['a stratum that there is not', { quotas: [{ stratum: 'A', count: 1 }] }, {}, ['QUOTA_IMPOSSIBLE']],
    ['no topic', { plan: { ...request().plan, topics: [] } }, {}, ['FIELD_REQUIRED']],
    [
      'an inspector twice',
      { inspectors: [...request().inspectors, request().inspectors[1]!] },
      {},
      ['DUPLICATE_INSPECTOR'],
    ],
    [
      'CMT-205: too few are left after recusal',
      { inspectors: request().inspectors.slice(0, 2) },
      {},
      ['RECUSAL_REQUIRED'],
    ],
    [
      'SPV-004: nobody is left who leads',
      {
        inspectors: [
          ...request().inspectors.filter(({ inspectorNo }) => inspectorNo !== 'R-002'),
          { ...request().inspectors[2]!, inspectorNo: 'R-004' },
        ],
      },
      {},
      ['RECUSAL_REQUIRED'],
    ],
    ['the subjects are not known for now', {}, { subjects: 501 }, ['OUT_OF_DISTRICT']],
    ['SPV-011: the grades are not those of today', {}, { 'grade-facts': 51 }, ['GRADES_OUT_OF_DATE']],
  ])('is not committed to: %s', async (_, over, behind, codes) => {
    expect(codesOf(await commitDraw(acting(callers.pudong, behind), request(over)))).toEqual(codes);
  });

  test('that grades were too old for is committed to by the same request once they have come', async () => {
    const same = request();
    expect(codesOf(await commitDraw(acting(callers.pudong, { 'grade-facts': 51 }), same))).toEqual([
      'GRADES_OUT_OF_DATE',
    ]);
    expect(drawn(await commitDraw(acting(callers.pudong, { 'grade-facts': 50 }), same)).status).toBe('COMMITTED');
  });

  test('of one body is not another’s to make, and the city sees it', async () => {
    const { _id, version } = drawn(await commitDraw(acting(), request()));
    const on = { id: _id, version, idempotencyKey: `perform-${_id}` };
    await expect(performDraw(acting(callers.xuhui), on)).rejects.toThrow('no such draw');
    expect(drawn(await performDraw(acting(callers.centre), on)).status).toBe('PERFORMED');
  });

  test('of a district has the sites alone of those whose site alone is there', async () => {
    const draw = drawn(
      await commitDraw(
        acting(callers.xuhui),
        request({ inspectors: request().inspectors.slice(1).concat(request().inspectors[0]!) }),
      ),
    );
    expect(draw.basis.pool.map(({ entryId }) => entryId)).toEqual(['social/site-s', 'with-site/site-1']);
  });

  test('draws likelier who was found at fault after complaints, up to a bound', async () => {
    expect([0, 1, 2, 9].map((complaints) => weightOn(complaints, day(TODAY)))).toEqual([1, 2, 3, 3]);
    await publishForTest(
      world().served.events,
      loaded([told({ agencyId: 'complained', name: '示例被投诉企业' })], 'synthetic/9'),
    );
    await world().served.settle();
    const subject = { kind: 'AGENCY', agencyId: 'complained', siteId: null, name: null, district: null } as const;
    const plan = { topics: [{ kind: 'COMPLAINT', text: null }], subject } as const;
    expect(
      done({ inspection: await inspectionIn(acts, store(), 'REPORTED', { plan, breach: true }), isRepeated: false })
        .result,
    ).toBe('BREACH_FOUND');
    const { basis } = drawn(await commitDraw(acting(), request()));
    expect(basis.pool.find(({ entryId }) => entryId === 'complained')?.weight).toBe(2);
  });

  test('counts a case of a complaint once it is decided, and no other case', async () => {
    await publishForTest(
      world().served.events,
      loaded([told({ agencyId: 'cased', name: '示例被查企业' })], 'synthetic/10'),
    );
    await world().served.settle();
    const subject = { type: 'AGENCY', agencyId: 'cased', name: null, district: null, person: null } as const;
    const keep = async (status: CaseStatus, source: CaseSource) =>
      stored(world().served, caseIn(status, 'AGENCY', { subject, source, registeredAt: instant(TODAY) }));
    await keep('INVESTIGATING', 'COMPLAINT');
    await keep('DISMISSED', 'COMPLAINT');
    await keep('CLOSED', 'INSPECTION');
    const weight = async () => {
      const { basis } = drawn(await commitDraw(acting(), request()));
      return basis.pool.find(({ entryId }) => entryId === 'cased')?.weight;
    };
    expect(await weight()).toBe(1);
    await keep('CLOSED', 'COMPLAINT');
    expect(await weight()).toBe(2);
  });
});
