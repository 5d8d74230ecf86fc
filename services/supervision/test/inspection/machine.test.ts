import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { headOf, historyOf, listEvents, verifyJournal } from '@shanghai/platform';
import fc from 'fast-check';
import {
  inspectionStatuses,
  inspectionTransitionOf,
  inspectionTransitions,
} from '../../dist/inspection/inspection-machine.js';
import { findInspectionsById } from '../../dist/inspection/inspection-store.js';
import type { InspectionStatus } from '../../dist/inspection/inspection.js';
import { XUHUI } from '../subject/told.js';
import {
  type Differently,
  type PersonalAct,
  actsOn,
  agency,
  callers,
  codesOf,
  done,
  inspectionIn,
  inspector,
  instant,
  madeDraw,
} from './life.js';
import { useWorld } from './world.js';

const world = useWorld();
const store = () => world().served.connection;
const acts = actsOn(store);

const later = inspectionTransitions.filter(({ from, by }) => from.length > 0 && by.some((one) => one !== 'SYSTEM'));
const DRAWN_PLAN = { methods: [{ kind: 'DOUBLE_RANDOM', text: null }] } as const;
const needsBreach: readonly string[] = ['orderInspectionRectification', 'suggestInspectionCase'];

/** An inspection on which an act passes, with what the act needs. */
async function readyFor(
  act: PersonalAct,
  from: InspectionStatus,
): Promise<{ id: string; version: number; with: Differently }> {
  if (act === 'drawInspection') {
    const draw = await madeDraw(store());
    const { agencyId, siteId } = draw.basis.pool.find(({ entryId }) => entryId === draw.picks[0]!.entryId)!;
    const planned = done(await acts.planInspection('', { plan: { ...DRAWN_PLAN, subject: agency(agencyId, siteId) } }));
    return { id: planned._id, version: planned.version, with: { drawId: draw._id } };
  }
  let ready = await inspectionIn(acts, store(), from, { breach: needsBreach.includes(act) });
  if (act === 'startInspection' && from === 'PLANNED') ready = done(await acts.assignInspectionTeam(ready._id));
  if (act === 'finishInspection') ready = done(await acts.recordInspectionFinding(ready._id));
  return { id: ready._id, version: ready.version, with: {} };
}

describe('machine 6: every row passes', () => {
  test('planInspection makes a plan that its districts see', async () => {
    const planned = done(await acts.planInspection(''));
    expect([planned.status, planned.version, planned.districts]).toEqual(['PLANNED', 1, ['310115']]);
    const site = done(
      await acts.planInspection('', { caller: callers.centre, plan: { subject: agency('with-site', 'site-1') } }),
    );
    expect(site).toMatchObject({
      districts: ['310104', '310115'],
      subject: { siteName: '示例考核点', district: XUHUI },
    });
  });

  test.each(later.flatMap(({ act, from, to }) => from.map((one) => [act as PersonalAct, one, to] as const)))(
    '%s leads from %s to %s, with its clauses in the journal',
    async (act, from, to) => {
      const { id, version, with: given } = await readyFor(act, from);
      const after = done(await acts[act](id, { version, ...given }));
      expect([after.status, after.version]).toEqual([to, version + 1]);
      const history = await historyOf(store(), `inspection/${id}`, { first: 20 });
      expect(history.at(-1)).toMatchObject({ act, version: after.version });
      expect(history.at(-1)!.grounds.length).toBeGreaterThan(0);
    },
  );

  test('tellOverdueRectification is told once of each last day that has passed', async () => {
    const { _id } = await inspectionIn(acts, store(), 'RECTIFICATION');
    world().clock.set(instant('2025-07-01T23:59:59+08:00'));
    await world().served.tick();
    expect((await found(_id)).version).toBe(6);
    world().clock.set(instant('2025-07-02'));
    await world().served.tick();
    await world().served.tick();
    expect(await found(_id)).toMatchObject({
      version: 7,
      status: 'RECTIFICATION',
      rectification: { overdueTold: '2025-07-01' },
    });
    const again = { rectification: { dueOn: day('2025-07-10') }, at: '2025-07-02' };
    expect(done(await acts.rejectInspectionRectification(_id, again)).rectification?.dueOn).toBe('2025-07-10');
    world().clock.set(instant('2025-07-11'));
    await world().served.tick();
    expect((await found(_id)).rectification?.overdueTold).toBe('2025-07-10');
    // Late is not too late.
    expect(done(await acts.acceptInspectionRectification(_id, { at: '2025-07-11' })).status).toBe('CLOSED');
  });
});

async function found(id: string) {
  return (await findInspectionsById(store(), [id], {}))[0]!;
}

test('every act in a status that its row does not name is ILLEGAL_TRANSITION, and leaves nothing', async () => {
  const wrong: string[] = [];
  for (const status of inspectionStatuses) {
    const { _id, version } = await inspectionIn(acts, store(), status);
    for (const { act, from } of later) {
      if (from.includes(status)) continue;
      const codes = codesOf(await acts[act as PersonalAct](_id));
      if (codes.join() !== 'ILLEGAL_TRANSITION') wrong.push(`${act} in ${status}: ${codes.join()}`);
    }
    expect(await found(_id)).toMatchObject({ status, version });
  }
  expect(wrong).toEqual([]);
});

describe('machine 6: every guard of a plan fails', () => {
  const other = { kind: 'OTHER', text: ' ' } as const;
  const unfiled = {
    kind: 'UNFILED_ORGANISATION',
    agencyId: null,
    siteId: null,
    name: '示例协会',
    district: XUHUI,
  } as const;
  test.each<[string, Differently, string[]]>([
    ['SPV-008: no method', { plan: { methods: [] } }, ['UNKNOWN_METHOD']],
    ['SPV-008: another method without its name', { plan: { methods: [other] } }, ['UNKNOWN_METHOD']],
    ['SPV-006: no topic', { plan: { topics: [] } }, ['FIELD_REQUIRED']],
    ['SPV-006: another topic without its name', { plan: { topics: [other] } }, ['FIELD_REQUIRED']],
    ['SPV-003: an enterprise of another district', { caller: callers.xuhui }, ['OUT_OF_DISTRICT']],
    ['SPV-003: before it was filed', { plan: { plannedOn: day('2025-03-09') } }, ['OUT_OF_DISTRICT']],
    [
      'SPV-003: an agency whose site alone is here',
      { caller: callers.xuhui, plan: { subject: agency('with-site') } },
      ['OUT_OF_DISTRICT'],
    ],
    ['SPV-003: a body without a filing elsewhere', { plan: { subject: unfiled } }, ['OUT_OF_DISTRICT']],
    ['SPV-003: who supervises is not known for now', { behind: 501 }, ['OUT_OF_DISTRICT']],
    ['a site that is not the agency’s', { plan: { subject: agency('enterprise', 'site-1') } }, ['UNKNOWN_SITE']],
    ['SPV-004: an agency of another field', { caller: callers.industry }, ['NOT_LEAD_INSPECTOR']],
    [
      'SPV-004: an industry authority leads no joint inspection',
      {
        caller: callers.industry,
        plan: { subject: agency('social'), partners: [{ department: 'HR_DEPARTMENT', name: '示例人社局' }] },
      },
      ['NOT_LEAD_INSPECTOR'],
    ],
  ])('%s', async (_, differently, codes) => {
    expect(codesOf(await acts.planInspection('', differently))).toEqual(codes);
  });

  test.each<[string, Differently]>([
    ['a site in the district', { caller: callers.xuhui, plan: { subject: agency('with-site', 'site-1') } }],
    ['a body without a filing in the district (SPV-007)', { caller: callers.xuhui, plan: { subject: unfiled } }],
    [
      'an agency of the field, by the industry authority alone',
      { caller: callers.industry, plan: { subject: agency('social') } },
    ],
    ['anything, by the city', { caller: callers.centre, plan: { subject: agency('social') } }],
    ['a few events behind', { behind: 500 }],
  ])('and these pass: %s', async (_, differently) => {
    expect(done(await acts.planInspection('', differently)).status).toBe('PLANNED');
  });

  test('an agency that there is not is no subject', async () => {
    await expect(acts.planInspection('', { plan: { subject: agency('absent') } })).rejects.toThrow('no such agency');
  });
});

describe('machine 6: every other guard fails', () => {
  const partner = inspector({ inspectorNo: 'R-009', department: 'POLICE', isLead: false });
  test.each<[string, Differently, string[]]>([
    ['SPV-004: nobody leads', { team: [inspector({ isLead: false })] }, ['NOT_LEAD_INSPECTOR']],
    ['SPV-004: two lead', { team: [inspector(), inspector({ inspectorNo: 'R-002' })] }, ['NOT_LEAD_INSPECTOR']],
    [
      'SPV-004: another department leads',
      { team: [inspector({ department: 'POLICE' })] },
      ['NOT_LEAD_INSPECTOR', 'PARTNER_NOT_NAMED'],
    ],
    ['a department that is no partner', { team: [inspector(), partner] }, ['PARTNER_NOT_NAMED']],
    ['an inspector twice', { team: [inspector(), inspector({ isLead: false })] }, ['DUPLICATE_INSPECTOR']],
    ['CMT-205: an inspector who is related', { team: [inspector({ relatedTo: ['示例 企业'] })] }, ['RECUSAL_REQUIRED']],
  ])('assignInspectionTeam: %s', async (_, differently, codes) => {
    const { _id } = await inspectionIn(acts, store(), 'PLANNED');
    expect(codesOf(await acts.assignInspectionTeam(_id, differently))).toEqual(codes);
  });

  test('a joint inspection takes the inspectors of its partners, and an HR department leads', async () => {
    const partners = [{ department: 'POLICE', name: '示例公安分局' }] as const;
    const { _id } = done(await acts.planInspection('', { plan: { partners } }));
    expect(done(await acts.assignInspectionTeam(_id, { team: [inspector(), partner] })).team).toHaveLength(2);
  });

  test('DRAW_NOT_RANDOM: what claims to be random is neither assigned, nor begun, nor taken from a draw that did not pick it', async () => {
    const { _id } = done(await acts.planInspection('', { plan: DRAWN_PLAN }));
    expect(codesOf(await acts.assignInspectionTeam(_id))).toEqual(['DRAW_NOT_RANDOM']);
    expect(codesOf(await acts.startInspection(_id))).toEqual(['DRAW_NOT_RANDOM', 'NOT_LEAD_INSPECTOR']);
    expect(codesOf(await acts.drawInspection(_id))).toEqual(['DRAW_NOT_RANDOM']);
    const draw = await madeDraw(store());
    const other = done(await acts.planInspection('', { plan: { ...DRAWN_PLAN, plannedOn: day('2025-06-25') } }));
    expect(codesOf(await acts.drawInspection(other._id, { drawId: draw._id }))).toEqual(['DRAW_NOT_RANDOM']);
  });

  test('an inspection that is not random is not drawn', async () => {
    const draw = await madeDraw(store(), { count: 2 });
    const { _id } = done(await acts.planInspection(''));
    expect(codesOf(await acts.drawInspection(_id, { drawId: draw._id }))).toEqual(['DRAW_NOT_RANDOM']);
  });

  test.each<[string, Differently, string[]]>([
    [
      'SPV-006: another topic without its name',
      { finding: { topic: { kind: 'OTHER', text: null } } },
      ['FIELD_REQUIRED'],
    ],
    ['no words', { finding: { text: ' ' } }, ['REPORT_INCOMPLETE']],
    ['no evidence', { finding: { evidence: [] } }, ['REPORT_INCOMPLETE']],
  ])('recordInspectionFinding: %s', async (_, differently, codes) => {
    const { _id } = await inspectionIn(acts, store(), 'IN_PROGRESS');
    expect(codesOf(await acts.recordInspectionFinding(_id, differently))).toEqual(codes);
  });

  test('finishInspection: a topic without a finding, a result that contradicts, no words', async () => {
    const { _id } = await inspectionIn(acts, store(), 'IN_PROGRESS');
    expect(codesOf(await acts.finishInspection(_id))).toEqual(['REPORT_INCOMPLETE']);
    done(await acts.recordInspectionFinding(_id, { finding: { isBreach: true } }));
    expect(codesOf(await acts.finishInspection(_id))).toEqual(['REPORT_INCOMPLETE']);
    expect(codesOf(await acts.finishInspection(_id, { result: 'BREACH_FOUND', summary: ' ' }))).toEqual([
      'REPORT_INCOMPLETE',
    ]);
    expect(done(await acts.finishInspection(_id, { result: 'BREACH_FOUND' })).status).toBe('REPORTED');
  });

  test('closeInspection asks for no breach, rectification and case for one', async () => {
    const clean = await inspectionIn(acts, store(), 'REPORTED');
    expect(codesOf(await acts.orderInspectionRectification(clean._id))).toEqual(['REPORT_INCOMPLETE']);
    expect(codesOf(await acts.suggestInspectionCase(clean._id))).toEqual(['REPORT_INCOMPLETE']);
    const breach = await inspectionIn(acts, store(), 'REPORTED', { breach: true });
    expect(codesOf(await acts.closeInspection(breach._id))).toEqual(['REPORT_INCOMPLETE']);
  });

  test.each<[string, Differently, string[]]>([
    ['VIO-003: a graver tier needs a case', { rectification: { tier: 'GENERAL' } }, ['CASE_REQUIRED']],
    ['VIO-007: no last day', { rectification: { dueOn: null } }, ['RECTIFICATION_DUE_REQUIRED']],
    [
      'VIO-007: a last day that has passed',
      { rectification: { dueOn: day('2025-06-19') } },
      ['RECTIFICATION_DUE_REQUIRED'],
    ],
    ['no words', { rectification: { text: '' } }, ['REPORT_INCOMPLETE']],
  ])('orderInspectionRectification: %s', async (_, differently, codes) => {
    const { _id } = await inspectionIn(acts, store(), 'REPORTED', { breach: true });
    expect(codesOf(await acts.orderInspectionRectification(_id, differently))).toEqual(codes);
  });

  test('SPV-004: what an industry authority found is handed to an HR department as a suggestion', async () => {
    const own = {
      caller: callers.industry,
      plan: { subject: agency('social') },
      team: [inspector({ department: 'INDUSTRY_AUTHORITY' })],
    };
    const { _id } = await inspectionIn(acts, store(), 'REPORTED', { ...own, breach: true });
    expect(codesOf(await acts.orderInspectionRectification(_id, { caller: callers.centre }))).toEqual([
      'NOT_LEAD_INSPECTOR',
    ]);
    expect(done(await acts.suggestInspectionCase(_id, { caller: callers.industry })).status).toBe('CASE_OPENED');
    await expect(acts.orderInspectionRectification(_id, { caller: callers.industry })).rejects.toThrow('may not');
  });

  test('VIO-007: a rejected rectification has another last day', async () => {
    const { _id } = await inspectionIn(acts, store(), 'RECTIFICATION');
    expect(codesOf(await acts.rejectInspectionRectification(_id, { rectification: { dueOn: null } }))).toEqual([
      'RECTIFICATION_DUE_REQUIRED',
    ]);
  });

  test('DIS-008: a result is published once, and that of a random inspection with its closing', async () => {
    const closed = await inspectionIn(acts, store(), 'CLOSED');
    expect(done(await acts.publishInspectionResult(closed._id)).publishedOn).toBe('2025-06-20');
    expect(codesOf(await acts.publishInspectionResult(closed._id))).toEqual(['ALREADY_PUBLISHED']);
    const { _id } = await inspectionIn(acts, store(), 'DRAWN');
    for (const act of ['startInspection', 'recordInspectionFinding', 'finishInspection'] as const)
      done(await acts[act](_id));
    expect(done(await acts.closeInspection(_id)).publishedOn).toBe('2025-06-20');
  });

  test('NOT_LEAD_INSPECTOR: a district that sees what the city leads does not act on it', async () => {
    const { _id } = done(await acts.planInspection('', { caller: callers.centre }));
    expect(codesOf(await acts.assignInspectionTeam(_id))).toEqual(['NOT_LEAD_INSPECTOR']);
    expect(done(await acts.assignInspectionTeam(_id, { caller: callers.bureau })).version).toBe(2);
  });

  test('who does not see an inspection is told that there is none, and who inspects nothing is forbidden', async () => {
    const { _id } = await inspectionIn(acts, store(), 'PLANNED');
    await expect(acts.cancelInspection(_id, { caller: callers.xuhui })).rejects.toThrow('no such inspection');
    await expect(acts.cancelInspection(_id, { caller: callers.analyst })).rejects.toThrow('may not');
  });

  test('the same key gives the first answer, and an old version is a conflict', async () => {
    const first = done(await acts.planInspection('', { key: 'key-of-a-retry' }));
    expect(await acts.planInspection('', { key: 'key-of-a-retry' })).toMatchObject({
      inspection: { _id: first._id },
      isRepeated: true,
    });
    done(await acts.assignInspectionTeam(first._id, { version: 1 }));
    await expect(acts.startInspection(first._id, { version: 1 })).rejects.toMatchObject({
      extensions: { code: 'CONFLICT' },
    });
  });
});

test('whatever is tried in whatever order, the machine is kept to, the journal proves itself, and each act is told once', async () => {
  const names = later.map(({ act }) => act as PersonalAct);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...names), { minLength: 5, maxLength: 25 }),
      fc.boolean(),
      async (tried, breach) => {
        const before = await headOf(world().served.events);
        const planned = done(await acts.planInspection(''));
        const { _id } = planned;
        let { status, version } = planned;
        for (const act of tried) {
          const given = { finding: { isBreach: breach }, result: breach ? 'BREACH_FOUND' : 'NO_PROBLEM' } as const;
          const outcome = await acts[act](_id, given);
          if ('refusals' in outcome) continue;
          expect(inspectionTransitionOf(act).from).toContain(status);
          expect(outcome.inspection.version).toBe(version + 1);
          ({ status, version } = outcome.inspection);
          expect(status).toBe(inspectionTransitionOf(act).to);
        }
        await world().served.settle();
        const events = await listEvents(world().served.events, before, 1000);
        expect(events.filter(({ aggregate }) => aggregate === `inspection/${_id}`)).toHaveLength(version);
      },
    ),
    { numRuns: process.env['DEEP'] ? 200 : 15 },
  );
  expect((await verifyJournal(store())).faults).toEqual([]);
}, 120_000);
