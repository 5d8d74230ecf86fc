import { beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { ObservedCommand } from '@shanghai/platform';
import { taskKinds } from '../../dist/inbox/task-kinds.js';
import { actsOn, callers, done, inspectionIn } from '../inspection/life.js';
import { useWorld } from '../inspection/world.js';

const world = useWorld();
const store = () => world().served.connection;
const acts = actsOn(store);

const question = `{ supervisionInbox(asOf: "2025-06-20") { asOf
  counts { kind count overdue }
  tasks(first: 100) { kind label dueOn isOverdue workingDaysLeft subjectName agency { id } inspection { id status }
    violationCase { id } rule explanation clauses { item quote } } } }`;

interface Task {
  readonly kind: string;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly subjectName: string | null;
  readonly inspection: { readonly id: string; readonly status: string } | null;
}

async function inboxOf(caller: (typeof callers)[keyof typeof callers], query = question) {
  const { data, errors } = await world().served.ask(query, {}, caller);
  expect(errors).toEqual([]);
  return data.supervisionInbox as {
    readonly counts: readonly { readonly kind: string; readonly count: number; readonly overdue: number }[];
    readonly tasks: readonly Task[];
  };
}

async function planOf({ command }: ObservedCommand): Promise<string> {
  const query = Object.fromEntries(Object.entries(command).filter(([key]) => !/^(\$|lsid|readConcern)/.test(key)));
  return JSON.stringify(await store().db!.command({ explain: query, verbosity: 'queryPlanner' }));
}

describe('the inbox of supervision', () => {
  beforeAll(async () => {
    for (const status of ['PLANNED', 'IN_PROGRESS', 'REPORTED', 'RECTIFICATION', 'CLOSED', 'CANCELLED'] as const)
      await inspectionIn(acts, store(), status);
    // Beyond the days that are looked at.
    await inspectionIn(acts, store(), 'PLANNED', { plan: { plannedOn: day('2025-09-01') } });
  });

  test('has what is late or due first, then what no notice sets a day for, each with its rule and clause', async () => {
    const { tasks } = await inboxOf(callers.pudong);
    expect(tasks.map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['INSPECTION_DUE', '2025-06-24'],
      ['INSPECTION_RECTIFICATION', '2025-07-01'],
      ['INSPECTION_ONGOING', null],
      ['INSPECTION_REPORTED', null],
      ['INSPECTION_TO_PUBLISH', null],
    ]);
    expect(tasks[1]).toMatchObject({
      ...{ isOverdue: false, workingDaysLeft: 7, subjectName: '示例企业', agency: { id: 'enterprise' } },
      ...{ rule: 'VIO-007', inspection: { status: 'RECTIFICATION' }, violationCase: null },
      clauses: [{ item: '三（四）2', quote: '予以警告、限期整改、暂停评价' }],
    });
  });

  test('is told to be late from the day after the last, and counts it', async () => {
    const { counts, tasks } = await inboxOf(callers.pudong, question.replace('2025-06-20', '2025-07-02'));
    expect(counts.find(({ kind }) => kind === 'INSPECTION_RECTIFICATION')).toEqual({
      ...{ kind: 'INSPECTION_RECTIFICATION', count: 1, overdue: 1 },
    });
    expect(tasks.filter(({ isOverdue }) => isOverdue)).toHaveLength(2);
  });

  test('has the agencies that are to assess for the year before, by whoever assesses them', async () => {
    const next = question.replace('2025-06-20', '2026-06-20');
    const dueOf = async (caller: (typeof callers)[keyof typeof callers]) =>
      (await inboxOf(caller, next)).tasks.filter(({ kind }) => kind === 'ASSESSMENT_DUE');
    expect((await dueOf(callers.pudong)).map(({ subjectName }) => subjectName).sort()).toEqual([
      '示例企业',
      '示例集团',
    ]);
    expect(await dueOf(callers.xuhui)).toEqual([]);
    expect(await dueOf(callers.bureau)).toHaveLength(3);
  });

  test('is that of the body that has to act, and of nobody else', async () => {
    expect((await inboxOf(callers.xuhui)).tasks).toEqual([]);
    expect((await inboxOf(callers.bureau)).tasks).toEqual([]);
    const { errors } = await world().served.ask(question, {}, callers.analyst);
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  test('loses what is done', async () => {
    const { tasks } = await inboxOf(callers.pudong);
    const { inspection } = tasks.find(({ kind }) => kind === 'INSPECTION_TO_PUBLISH')!;
    done(await acts.publishInspectionResult(inspection!.id));
    const after = (await inboxOf(callers.pudong)).tasks.map(({ kind }) => kind);
    expect(after).not.toContain('INSPECTION_TO_PUBLISH');
    expect(after).toHaveLength(tasks.length - 1);
  });

  test('costs two commands, each of which uses an index', async () => {
    const few = '{ supervisionInbox { counts { count } tasks { kind subjectName agency { id } } } }';
    for (const caller of [callers.pudong, callers.centre]) {
      const { commands } = await world().served.ask(few, {}, caller);
      expect(commands).toHaveLength(2);
      for (const plan of await Promise.all(commands.map(planOf))) {
        expect(plan).not.toMatch(/"stage":"COLLSCAN"/);
        expect(plan).toMatch(/"stage":"(IXSCAN|EOF)"/);
      }
    }
  });
});

test('every kind of task has its label, its rule and a clause', () => {
  for (const { label, rule, clauses } of taskKinds) expect([label, rule, clauses.length]).not.toContain('');
  expect(new Set(taskKinds.map(({ label }) => label)).size).toBe(taskKinds.length);
});
