import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { historyOf, listEvents, verifyJournal } from '@shanghai/platform';
import {
  type ServedSubgraph,
  publishForTest,
  serveForTest,
  settableClock,
  testSealer,
} from '@shanghai/platform/testing';
import { type Clue, registerCase } from '../../dist/case/acts/register-case.js';
import { settleRefusedEffect } from '../../dist/case/acts/settle-refused-effect.js';
import { findCasesById } from '../../dist/case/case-store.js';
import type { StoredCase } from '../../dist/case/violation-case.js';
import { supervision } from '../../dist/subgraph.js';
import { liftRestriction } from '../../dist/restriction/lift-restriction.js';
import { findRestrictionsById } from '../../dist/restriction/restriction-store.js';
import { caseActs, done, refusedBy, serious } from './case-acts.js';
import {
  ACT_ON,
  NOW,
  PUDONG,
  XUHUI,
  acting,
  caseIn,
  effect,
  madeDecision,
  newKey,
  people,
  stored,
  tellAgencies,
} from './case-states.js';

const clock = settableClock(NOW);
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, clock);
  await tellAgencies(served);
});
afterAll(async () => served.stop());

async function now(_id: string): Promise<StoredCase> {
  const [found] = await findCasesById(served.connection, [_id], {});
  return found!;
}

/** What supervision has told others of, by type. */
async function told(type: string, caseId: string): Promise<Record<string, unknown>[]> {
  const events = await listEvents(served.events, 0, 10_000);
  return events
    .filter((one) => one.type === type)
    .map(({ payload }) => JSON.parse(payload) as Record<string, unknown>)
    .filter((payload) => payload['caseId'] === caseId);
}

function clue(over: Partial<Clue> = {}, subject: Partial<Clue['subject']> = {}): Clue {
  return {
    subject: { type: 'AGENCY', agencyId: 'enterprise', name: null, district: null, person: null, ...subject },
    ...{ source: 'INSPECTION', sourceReference: null, matter: 'OTHER', commitmentItem: null, listEntryId: null },
    ...{ summary: '示例情况', actOn: ACT_ON, siteId: null, filingId: null, materials: [] },
    ...over,
  };
}
const someone = { name: '示例甲', number: '310115199001011234' };

describe('a clue', () => {
  test.each([
    ['by the district that filed', people.pudong, clue(), [PUDONG]],
    [
      'by the district of the site where it happened',
      people.xuhui,
      clue({ siteId: 'site-enterprise' }),
      [XUHUI, PUDONG],
    ],
    ['by the city', people.centre, clue({ siteId: 'site-social' }, { agencyId: 'social' }), [XUHUI, PUDONG]],
    ['by the agency, of its candidate', people.agency, clue({}, { type: 'CANDIDATE', person: someone }), [PUDONG]],
    ['by a district, of staff', people.pudong, clue({}, { type: 'STAFF', person: someone }), [PUDONG]],
    [
      'of an unfiled body, by its district',
      people.xuhui,
      clue({}, { type: 'UNFILED_ORGANISATION', agencyId: null, name: '示例公司', district: XUHUI }),
      [XUHUI],
    ],
  ])('is registered %s, and seen by those whose it is', async (_, by, given, districts) => {
    const one = done(await registerCase(acting(served, by), given, newKey()));
    expect([one.status, one.districts]).toEqual(['REGISTERED', districts]);
  });

  test.each([
    ['of a site elsewhere', people.minhang, clue({ siteId: 'site-enterprise' }), ['OUT_OF_DISTRICT']],
    ['of an agency by the district of a site where it did not happen', people.xuhui, clue(), ['OUT_OF_DISTRICT']],
    [
      "of another district's body",
      people.pudong,
      clue({}, { type: 'GROUP_ORG', agencyId: null, name: '示例', district: XUHUI }),
      ['OUT_OF_DISTRICT'],
    ],
    ['of an agency by itself', people.agency, clue(), ['NOT_AUTHORISED']],
    ['of an agency that is not known', people.bureau, clue({}, { agencyId: 'nobody' }), ['AGENCY_UNKNOWN']],
    ['of nobody', people.bureau, clue({}, { agencyId: null }), ['SUBJECT_INCOMPLETE']],
    ['of what has not happened', people.bureau, clue({ actOn: day('2026-11-02') }), ['ACT_IN_FUTURE']],
    [
      'of a broken pledge without its item',
      people.bureau,
      clue({ matter: 'COMMITMENT_BREACH' }),
      ['COMMITMENT_ITEM_REQUIRED'],
    ],
  ])('is refused %s', async (_, by, given, expected) => {
    expect(refusedBy(await registerCase(acting(served, by), given, newKey()))).toEqual(expected);
  });

  test('is refused a district while what is known of subjects is behind', async () => {
    const behind = { ...acting(served, people.pudong), lag: async () => Promise.resolve(10_000) };
    expect(refusedBy(await registerCase(behind, clue(), newKey()))).toEqual(['OUT_OF_DISTRICT']);
  });

  test('with the same key is registered once', async () => {
    const key = newKey();
    const first = done(await registerCase(acting(served, people.pudong), clue(), key));
    expect(await registerCase(acting(served, people.pudong), clue(), key)).toEqual({
      violationCase: first,
      isRepeated: true,
    });
  });

  test('keeps a person encrypted, in store, journal and events', async () => {
    const given = clue({}, { type: 'STAFF', person: { name: '示例密名', number: '310115199001015678' } });
    const one = done(await registerCase(acting(served, people.agency), given, newKey()));
    await served.settle();
    const rows = await historyOf(served.connection, `case/${one._id}`, { first: 10 });
    const everything = JSON.stringify([await now(one._id), rows, await listEvents(served.events, 0, 10_000)]);
    expect(everything).not.toMatch(/示例密名|199001015678/);
    expect(testSealer.open('case.person', one.subject.person!.name)).toBe('示例密名');
    const query = `{ violationCase(id: "${one._id}") { subject { person { name number } } } }`;
    const { data } = await served.ask(query, {}, people.agency);
    expect(data.violationCase.subject.person).toEqual({ name: '示***', number: '310***********5678' });
  });
});

describe('a guard of machine 5', () => {
  test.each([
    ['MEASURE_NOT_ALLOWED_FOR_TIER', { tier: 'GENERAL', measures: ['WARNING'] }],
    [
      'RECTIFICATION_DUE_REQUIRED',
      { tier: 'SERIOUS', measures: ['TIME_LIMITED_RECTIFICATION'], noSuspensionReason: '示例' },
    ],
    ['SUSPENSION_REASON_REQUIRED', { tier: 'SERIOUS', measures: ['WARNING'] }],
    ['MEASURE_REQUIRED', { measures: [] }],
    [
      'RESTRICTION_PERIOD_REQUIRED',
      { restrictions: [{ kind: 'EVALUATION', from: day('2026-10-01'), to: null, basis: '示例' }] },
    ],
  ] as const)('refuses a decision with %s', async (code, decision) => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    expect(refusedBy(await caseActs.decideCase(served, one, { decision }))).toEqual([code]);
  });

  test('refuses to touch a filing that is not named, and open as it is, nobody decides', async () => {
    const one = await stored(served, caseIn('INVESTIGATING', 'AGENCY', { filingId: null }));
    expect(refusedBy(await caseActs.decideCase(served, one, { decision: serious }))).toEqual([
      'NOT_AUTHORISED',
      'FILING_REQUIRED',
    ]);
  });

  test.each(['transferCase', 'transferAndDecide'] as const)('refuses %s to nobody', async (act) => {
    const one = await stored(served, caseIn('INVESTIGATING', 'UNFILED_ORGANISATION'));
    expect(refusedBy(await caseActs[act](served, one, { toAuthority: ' ' }))).toEqual(['TRANSFER_TARGET_REQUIRED']);
  });

  test('refuses to close without decision or evidence in the archive', async () => {
    const one = await stored(served, caseIn('EXECUTED', 'AGENCY', { materials: [] }));
    expect(refusedBy(await caseActs.closeCase(served, one))).toEqual(['ARCHIVE_INCOMPLETE']);
  });

  test('leaves what follows a decision to the level that made it', async () => {
    const ofBureau = { decisions: [madeDecision({ by: { role: 'BUREAU', district: null, agencyId: null } })] };
    for (const [act, status] of [
      ['acceptRectification', 'RECTIFYING'],
      ['closeCase', 'EXECUTED'],
      ['reopenCase', 'CLOSED'],
    ] as const) {
      const one = await stored(served, caseIn(status, 'AGENCY', ofBureau));
      expect(refusedBy(await caseActs[act](served, one))).toContain('NOT_AUTHORISED');
    }
  });

  test('refuses a revocation by another than the filing authority, and one of no certificate', async () => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    expect(refusedBy(await caseActs.revokeCertificates(served, one, { by: people.centre }))).toEqual([
      'NOT_AUTHORISED',
    ]);
    done(await caseActs.revokeCertificates(served, one));
    await served.settle();
    expect(await told('revocation.ordered', one._id)).toMatchObject([
      { certificateIds: ['certificate-1'], reason: 'ERRONEOUS' },
    ]);
  });

  test('refuses to settle what was not refused', async () => {
    const one = await stored(served, caseIn('DECIDED', 'AGENCY', { effects: [effect()] }));
    expect(refusedBy(await caseActs.settleRefusedEffect(served, one))).toEqual(['EFFECT_NOT_REFUSED']);
  });

  test('hides a case from a district whose it is not: BAD_USER_INPUT, as if there were none', async () => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    await expect(caseActs.dismissCase(served, one, { by: people.xuhui })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('two decisions at once', () => {
  test('one wins, the other is told the version that there is now', async () => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    const outcomes = await Promise.allSettled([
      caseActs.decideCase(served, one),
      caseActs.decideCase(served, one, { decision: { tier: 'MINOR', measures: ['IMMEDIATE_CORRECTION'] } }),
      caseActs.dismissCase(served, one),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const lost of outcomes.filter(({ status }) => status === 'rejected'))
      expect(lost).toMatchObject({ reason: { extensions: { code: 'CONFLICT', currentVersion: 2 } } });
    expect((await now(one._id)).version).toBe(2);
  });
});

describe('the effects of a decision', () => {
  test('are ordered once, and the case moves on only when they are told to have come', async () => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    const decided = done(await caseActs.decideCase(served, one, { decision: serious }));
    await served.settle();
    const [order, ...others] = await told('measure.ordered', one._id);
    expect(others).toEqual([]);
    expect(order).toEqual({
      ...{ caseId: one._id, measureId: decided.effects[0]!.effectId, kind: 'SUSPEND_EVALUATION' },
      ...{ filingId: 'filing-enterprise', from: null, to: null, tier: 'SERIOUS' },
    });
    expect((await now(one._id)).status).toBe('DECIDED');
    const applied = { ...order, appliedOn: '2026-11-01', refused: [] };
    await publishForTest(served.events, { type: 'measure.applied', payload: applied });
    await publishForTest(served.events, { type: 'measure.applied', payload: applied });
    await publishForTest(served.events, { type: 'measure.applied', payload: { ...applied, caseId: 'case-none' } });
    await served.settle();
    const after = await now(one._id);
    expect([after.status, after.effects[0]!.status, after.rectificationDueOn]).toEqual([
      'RECTIFYING',
      'APPLIED',
      '2026-12-01',
    ]);
    const rows = await historyOf(served.connection, `case/${one._id}`, { first: 10 });
    expect(rows.map(({ act }) => act)).toEqual(['registerCase', 'decideCase', 'takeEffect', 'applyMeasures']);
  });

  test('that no service has to carry out are applied by themselves', async () => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    done(await caseActs.decideCase(served, one));
    await served.settle();
    expect((await now(one._id)).status).toBe('EXECUTED');
    const corrected = await stored(served, caseIn('INVESTIGATING'));
    done(await caseActs.decideCase(served, corrected, { decision: { measures: ['ORDER_CORRECTION'] } }));
    await served.settle();
    expect((await now(corrected._id)).status).toBe('RECTIFYING');
  });

  test('that are refused keep the case, until they are ordered again or set aside', async () => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    done(await caseActs.decideCase(served, one, { decision: serious }));
    await served.settle();
    const [order] = await told('measure.ordered', one._id);
    await publishForTest(served.events, {
      type: 'measure.applied',
      payload: { ...order, appliedOn: null, refused: ['MEASURE_PERIOD_INVALID'] },
    });
    await served.settle();
    const refused = await now(one._id);
    expect([refused.status, refused.isEffectMissing]).toEqual(['DECIDED', true]);
    const again = done(await caseActs.settleRefusedEffect(served, refused));
    expect(again.effects.map(({ status }) => status)).toEqual(['SET_ASIDE', 'ORDERED']);
    await served.settle();
    expect(await told('measure.ordered', one._id)).toHaveLength(2);
    const second = (await told('measure.ordered', one._id))[1]!;
    await publishForTest(served.events, {
      type: 'measure.applied',
      payload: { ...second, appliedOn: null, refused: ['X'] },
    });
    await served.settle();
    const still = await now(one._id);
    const on = { id: still._id, version: still.version, idempotencyKey: newKey() };
    const aside = { effectId: still.effects[1]!.effectId, again: false, reason: '示例原因' };
    done(await settleRefusedEffect(acting(served, people.pudong), on, aside));
    await served.settle();
    expect(await now(one._id)).toMatchObject({ status: 'RECTIFYING', isEffectMissing: false });
  });

  test('that do not come in a quarter of an hour are told of once', async () => {
    const one = await stored(served, caseIn('DECIDED', 'AGENCY', { effects: [effect()] }));
    const missing = async () => (await told('case.changed', one._id)).filter(({ act }) => act === 'tellMissingEffect');
    clock.advance({ minutes: 14 });
    await served.tick();
    await served.settle();
    expect(await missing()).toHaveLength(0);
    clock.advance({ minutes: 1 });
    await served.tick();
    await served.tick();
    await served.settle();
    expect(await missing()).toHaveLength(1);
    expect((await now(one._id)).isEffectMissing).toBe(true);
    clock.set(NOW);
  });
});

describe('a rectification whose last day has passed', () => {
  test('is told of once, and nothing else follows by the clock (VIO-007)', async () => {
    const one = await stored(served, caseIn('RECTIFYING'));
    for (const days of [30, 31, 32]) {
      clock.set(NOW);
      clock.advance({ days });
      await served.tick();
    }
    const after = await now(one._id);
    expect([after.status, after.version]).toEqual(['RECTIFYING', 2]);
    const list =
      '{ violationCases(overdueOn: "2026-12-02") { nodes { id rectification { isOverdue(asOf: "2026-12-02") } } } }';
    const { data } = await served.ask(list, {}, people.pudong);
    expect(data.violationCases.nodes).toContainEqual({ id: one._id, rectification: { isOverdue: true } });
    clock.set(NOW);
    done(await caseActs.acceptRectification(served, after));
  });
});

describe('a restriction', () => {
  const order = { kind: 'EVALUATION', from: day('2026-11-01'), to: day('2027-10-31'), basis: '示例依据' } as const;

  test('of an agency is told to agencies, and so is that it was lifted', async () => {
    const one = await stored(served, caseIn('INVESTIGATING'));
    const decided = done(await caseActs.decideCase(served, one, { decision: { restrictions: [order] } }));
    const [id] = decided.restrictionIds;
    await served.settle();
    expect(await told('restriction.imposed', one._id)).toMatchObject([
      { restrictionId: id, agencyId: 'enterprise', from: '2026-11-01' },
    ]);
    const on = { id: id!, version: 1, idempotencyKey: newKey() };
    expect(await liftRestriction(acting(served, people.bureau), on, '示例')).toMatchObject({
      refusals: [{ code: 'NOT_AUTHORISED' }],
    });
    const lifted = await liftRestriction(acting(served, people.pudong), { ...on, idempotencyKey: newKey() }, '示例');
    expect(lifted).toMatchObject({ restriction: { liftedOn: '2026-11-01', lastDay: '2026-10-31' } });
    const again = { id: id!, version: 2, idempotencyKey: newKey() };
    expect(await liftRestriction(acting(served, people.pudong), again, '示例')).toMatchObject({
      refusals: [{ code: 'ILLEGAL_TRANSITION' }],
    });
  });

  test("of a person is the agency's to impose and to lift, and never taken for one of the agency", async () => {
    const one = await stored(served, caseIn('INVESTIGATING', 'CANDIDATE'));
    const decided = done(await caseActs.decideOutcome(served, one, { outcome: { restrictions: [order] } }));
    await served.settle();
    expect(await told('restriction.imposed', one._id)).toEqual([]);
    expect(await told('restriction.recorded', one._id)).toMatchObject([{ subjectType: 'CANDIDATE' }]);
    const [restriction] = await findRestrictionsById(served.connection, decided.restrictionIds, {});
    const on = { id: restriction!._id, version: 1, idempotencyKey: newKey() };
    expect(await liftRestriction(acting(served, people.pudong), on, '示例')).toMatchObject({
      refusals: [{ code: 'NOT_AUTHORISED' }],
    });
    const own = await liftRestriction(acting(served, people.agency), { ...on, idempotencyKey: newKey() }, '示例');
    expect(own).toMatchObject({ isRepeated: false });
  });
});

test('the journal proves itself after all this', async () => {
  expect((await verifyJournal(served.connection)).faults).toEqual([]);
});
