import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { readInstant } from '@shanghai/platform';
import { type ServedSubgraph, type SettableClock, serveForTest, settableClock } from '@shanghai/platform/testing';
import { caseWarnings } from '../../dist/alert/case-warnings.js';
import { storedCase } from '../../dist/case/stored-case.js';
import { supervision } from '../../dist/subgraph.js';
import { NOW, caseIn, effect, people, stored, tellAgencies } from '../case/case-states.js';

const rulesOf = (one: ReturnType<typeof caseIn>, on: string) =>
  caseWarnings(storedCase(one, 1), day(on)).map(({ rule, cause }) => [rule, cause]);

describe('SYS-002: a case', () => {
  test('is overdue from the day after its last day on, as long as it is being put right', () => {
    const one = caseIn('RECTIFYING');
    expect(rulesOf(one, '2026-12-01')).toEqual([]);
    expect(rulesOf(one, '2026-12-02')).toEqual([['RECTIFICATION_OVERDUE', '2026-12-01']]);
    expect(rulesOf({ ...one, status: 'EXECUTED' }, '2026-12-02')).toEqual([]);
  });

  test('misses an effect that was refused or is late, and no other', () => {
    const missing = (over: Parameters<typeof effect>[0]) =>
      rulesOf(caseIn('DECIDED', 'AGENCY', { effects: [effect({ effectId: 'e-1', ...over })] }), '2026-11-01');
    expect(missing({})).toEqual([]);
    expect(missing({ status: 'APPLIED' })).toEqual([]);
    expect(missing({ missingToldAt: NOW })).toEqual([['EFFECT_MISSING', 'e-1']]);
    expect(missing({ status: 'REFUSED', refused: ['NO_SUCH_FILING'] })).toEqual([['EFFECT_MISSING', 'e-1']]);
  });
});

describe('SYS-002: the clock', () => {
  let served: ServedSubgraph;
  let clock: SettableClock;
  beforeAll(async () => {
    clock = settableClock(NOW);
    served = await serveForTest(supervision, clock);
    await tellAgencies(served);
  });
  afterAll(async () => served.stop());

  test('tells of a case that is overdue, which is then an alert of the district that sees it', async () => {
    const { _id } = await stored(served, caseIn('RECTIFYING'));
    clock.set(readInstant('2026-12-02T04:00:00Z')!);
    for (let done = 1; done > 0;) done = (await served.tick()) + (await served.settle());
    const query = '{ alerts(rule: RECTIFICATION_OVERDUE) { nodes { evidence { kind id violationCase { status } } } } }';
    const evidence = [{ kind: 'CASE', id: _id, violationCase: { status: 'RECTIFYING' } }];
    expect((await served.ask(query, {}, people.pudong)).data.alerts.nodes).toEqual([{ evidence }]);
    expect((await served.ask(query, {}, people.minhang)).data.alerts.nodes).toEqual([]);
  });
});
