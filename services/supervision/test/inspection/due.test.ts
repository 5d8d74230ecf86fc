import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import { daysOverdue, inspectionDue } from '../../dist/inspection/inspection-due-rules.js';
import { supervisionGrades } from '../../dist/grade/grade-scale.js';
import { loaded, told, toldFiling } from '../subject/told.js';
import { TODAY, actsOn, callers, inspectionIn } from './life.js';
import { useWorld } from './world.js';

const world = useWorld();
const store = () => world().served.connection;
const acts = actsOn(store);

const gradeOf = (name: string) => supervisionGrades.find(({ grade }) => grade === name)!;

describe('the next inspection of a subject (SPV-011)', () => {
  test.each([
    ['A', null, '2026-03-10'],
    ['B', null, '2025-09-10'],
    ['C', null, '2025-06-10'],
    ['D', null, '2025-05-10'],
    ['B', '2025-08-31', '2026-02-28'],
    ['D', '2025-12-31', '2026-02-28'],
  ] as const)('of grade %s, the last on %s, is due on %s', (grade, lastOn, dueOn) => {
    const due = inspectionDue(gradeOf(grade), { lastOn: lastOn && day(lastOn), filedSince: day('2025-03-10') });
    expect(due.dueOn).toBe(dueOn);
  });

  test('is overdue from the day after on', () => {
    const on = ['2025-06-09', '2025-06-10', '2025-06-11'].map((today) => daysOverdue(day('2025-06-10'), day(today)));
    expect(on).toEqual([0, 0, 1]);
  });
});

const dueFor = async (caller: Caller, dueBy: string) => {
  const { data, errors } = await world().served.ask(
    `{ inspectionsDue(dueBy: "${dueBy}", first: 100) {
      totalCount nodes { agency { id } grade inspectionsPerYear lastInspectedOn dueOn daysOverdue } } }`,
    {},
    caller,
  );
  expect(errors).toEqual([]);
  expect(data.inspectionsDue.totalCount).toBe(data.inspectionsDue.nodes.length);
  return data.inspectionsDue.nodes as { agency: { id: string }; lastInspectedOn: string | null; dueOn: string }[];
};
const idsFor = async (caller: Caller, dueBy: string) => (await dueFor(caller, dueBy)).map(({ agency }) => agency.id);

describe('who is to be inspected', () => {
  test('is listed for who supervises it, the longest due first, and counts by the last inspection', async () => {
    expect(await dueFor(callers.pudong, '2025-09-09')).toEqual([]);
    expect(await dueFor(callers.pudong, '2025-09-10')).toMatchObject([
      { agency: { id: 'enterprise' }, grade: 'B', inspectionsPerYear: 2, lastInspectedOn: null, daysOverdue: 0 },
      { agency: { id: 'with-site' }, dueOn: '2025-09-10' },
    ]);
    expect(await idsFor(callers.xuhui, '2025-12-31')).toEqual(['social', 'with-site']);
    expect(await idsFor(callers.centre, '2025-12-31')).toEqual(['enterprise', 'social', 'with-site']);
    await inspectionIn(acts, store(), 'REPORTED');
    const [first, second] = await dueFor(callers.pudong, '2026-01-31');
    expect(first).toMatchObject({ agency: { id: 'with-site' }, dueOn: '2025-09-10' });
    expect(second).toMatchObject({ agency: { id: 'enterprise' }, lastInspectedOn: TODAY, dueOn: '2025-12-20' });
  });

  test('is nobody whose filing has ended', async () => {
    const standing = { from: day('2022-03-10'), to: day('2025-03-09') };
    const ended = told({ agencyId: 'ended', filings: [toldFiling({ filingId: 'f-ended', standing })] });
    await publishForTest(world().served.events, loaded([ended], 'ended/0'));
    await world().served.settle();
    expect(await idsFor(callers.centre, '2026-12-31')).not.toContain('ended');
  });

  test('is asked of the store in three commands', async () => {
    const { commands } = await world().served.ask(
      '{ inspectionsDue { totalCount nodes { dueOn } } }',
      {},
      callers.pudong,
    );
    expect(commands).toHaveLength(3);
  });
});
