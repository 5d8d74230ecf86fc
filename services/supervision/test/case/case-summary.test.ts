import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Caller, historyOf, listEvents, listRows } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { type Clue, registerCase } from '../../dist/case/acts/register-case.js';
import { MASKED_SUMMARY, handlesCase } from '../../dist/case/case-reader-rules.js';
import { findCasesById } from '../../dist/case/case-store.js';
import { unmaskCaseSummary } from '../../dist/case/unmask-case-summary.js';
import { supervision } from '../../dist/subgraph.js';
import { done } from './case-acts.js';
import { ACT_ON, NOW, PUDONG, XUHUI, acting, madeDecision, newKey, people, tellAgencies } from './case-states.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, settableClock(NOW));
  await tellAgencies(served);
});
afterAll(async () => served.stop());

function clue(over: Partial<Clue> = {}): Clue {
  return {
    subject: { type: 'AGENCY', agencyId: 'enterprise', name: null, district: null, person: null },
    ...{ source: 'INSPECTION', sourceReference: null, matter: 'OTHER', commitmentItem: null, listEntryId: null },
    ...{ summary: '示例情况', actOn: ACT_ON, siteId: null, filingId: null, materials: [] },
    ...over,
  };
}

describe('SECURITY 22: what is told of a case', () => {
  test('is encrypted, and shown to who handles the case alone', async () => {
    const told = clue({ summary: '示例密情，涉及示例某人', siteId: 'site-enterprise' });
    const one = done(await registerCase(acting(served, people.xuhui), told, newKey()));
    await served.settle();
    const rows = await historyOf(served.connection, `case/${one._id}`, { first: 10 });
    expect(
      JSON.stringify([
        await findCasesById(served.connection, [one._id], {}),
        rows,
        await listEvents(served.events, 0, 10_000),
      ]),
    ).not.toMatch(/密情/);
    const read = async (caller: Caller) =>
      (await served.ask(`{ violationCase(id: "${one._id}") { summary } }`, {}, caller)).data.violationCase?.summary;
    const analyst = { ...people.bureau, role: 'ANALYST' } as const;
    expect(await Promise.all([people.xuhui, people.centre, people.bureau].map(read))).toEqual(
      Array(3).fill('示例密情，涉及示例某人'),
    );
    expect(await Promise.all([people.pudong, analyst].map(read))).toEqual(Array(2).fill(MASKED_SUMMARY));
    expect(await read(people.minhang)).toBeUndefined();
  });

  test('is shown to another district that sees it for a purpose, and each look is journalled without it', async () => {
    const told = clue({ summary: '示例密情', siteId: 'site-enterprise' });
    const { _id } = done(await registerCase(acting(served, people.xuhui), told, newKey()));
    const asked = { id: _id, purpose: '研究是否由本区处理', idempotencyKey: newKey() };
    expect(await unmaskCaseSummary(acting(served, people.pudong), asked)).toEqual({ summary: '示例密情' });
    const [look, ...others] = await listRows(served.connection, `unmasking/case/${_id}`);
    expect(others).toEqual([]);
    expect(JSON.stringify(look)).not.toContain('密情');
    await expect(
      unmaskCaseSummary(acting(served, people.minhang), { ...asked, idempotencyKey: newKey() }),
    ).rejects.toThrow('no such case');
  });

  test('is read by a district once it decides, and by the agency that registered it', () => {
    const by = (role: string, district: string | null, agencyId: string | null = null) => ({
      role,
      district,
      agencyId,
    });
    const none = { decisions: [], proposals: [] };
    const pudong = { role: 'DISTRICT_BUREAU', scopes: { district: PUDONG } };
    const ofXuhui = { ...none, registeredBy: by('DISTRICT_BUREAU', XUHUI) };
    expect(handlesCase(pudong, ofXuhui)).toBe(false);
    expect(handlesCase(pudong, { ...ofXuhui, decisions: [madeDecision()] })).toBe(true);
    expect(handlesCase(pudong, { ...none, registeredBy: by('CENTRE', null) })).toBe(true);
    expect(handlesCase(pudong, { ...none, registeredBy: by('AGENCY', null, 'enterprise') })).toBe(false);
    const agency = { role: 'AGENCY', scopes: { agency: 'enterprise' } };
    expect(handlesCase(agency, { ...none, registeredBy: by('AGENCY', null, 'enterprise') })).toBe(true);
    expect(handlesCase(agency, ofXuhui)).toBe(false);
    expect(handlesCase({ role: 'AUDITOR', scopes: {} }, ofXuhui)).toBe(false);
  });
});
