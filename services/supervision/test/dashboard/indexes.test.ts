import { expect, test } from '@jest/globals';
import type { ObservedCommand } from '@shanghai/platform';
import { callers } from '../inspection/life.js';
import { useWorld } from '../inspection/world.js';

const world = useWorld();

async function planOf({ command }: ObservedCommand): Promise<string> {
  const query = Object.fromEntries(Object.entries(command).filter(([key]) => !/^(\$|lsid|readConcern)/.test(key)));
  return JSON.stringify(await world().served.connection.db!.command({ explain: query, verbosity: 'queryPlanner' }));
}

test.each<[string, number]>([
  ['districtDashboard(district: "310115") { agencies { count } }', 1],
  ['districtDashboard(district: "310115") { expiries { count } }', 1],
  ['districtDashboard { agencies { count } expiries { count } cases { count } }', 3],
  ['districtDashboard { inspections { planned } overdueInspections alerts { count } }', 3],
  ['annualAssessments(year: 2025, status: RECORDED) { totalCount nodes { id } }', 2],
  ['assessmentsDue(year: 2025) { totalCount nodes { id grade } }', 4],
  ['expiryEvaluationsDue(asOf: "2028-01-01") { totalCount nodes { name } }', 2],
  ['publishedAssessments(year: 2025) { totalCount nodes { id } }', 2],
  ['publishedEvaluations { totalCount nodes { name } }', 2],
  ['supervisionStatistics(year: 2025) { inspections { count } assessments { count } expiryEvaluations }', 3],
  ['inspectionsDue(dueBy: "2026-01-01") { totalCount nodes { dueOn } }', 3],
  ['supervisedSubjects(asOf: "2025-06-20") { nodes { grade supervisionGrade { score } } }', 2],
])('every question of a year and of a dashboard uses an index and a few commands: %s', async (question, most) => {
  for (const caller of [callers.pudong, callers.centre]) {
    const { errors, commands } = await world().served.ask(`{ ${question} }`, {}, caller);
    expect(errors).toEqual([]);
    expect(commands.length).toBeLessThanOrEqual(most);
    for (const plan of await Promise.all(commands.map(planOf))) {
      expect(plan).not.toMatch(/"stage":"COLLSCAN"/);
      expect(plan).toMatch(/"stage":"(IXSCAN|IDHACK|COUNT_SCAN|EOF|PROJECTION_COVERED)"/);
    }
  }
});

/** The fields of a row that a command reads, by its condition and by its expressions. */
function fieldsRead({ command }: ObservedCommand): readonly string[] {
  const [match, group] = command['pipeline'] as readonly [{ $match: object }, { $group: object }];
  const named = [...JSON.stringify(group.$group).matchAll(/"\$([a-z][a-zA-Z.]*)"(?!:)/g)].map(
    ([, field = '']) => field,
  );
  return [...new Set([...Object.keys(match.$match), ...named])];
}

test('every count of a dashboard and of warnings is read from an index alone', async () => {
  const counts =
    'districtDashboard { agencies { count } expiries { count } cases { count } inspections { planned } overdueInspections alerts { count } }';
  for (const caller of [callers.pudong, callers.centre]) {
    const { errors, commands } = await world().served.ask(`{ ${counts} alertRules { openCount } }`, {}, caller);
    expect(errors).toEqual([]);
    expect(commands).toHaveLength(7);
    for (const command of commands) {
      const { keyPattern, isMultiKey } = indexOf(await planOf(command));
      expect(isMultiKey).toBe(false);
      // All that it reads is in the index, so that a server that can does not fetch a row.
      expect(fieldsRead(command).filter((field) => !(field in keyPattern))).toEqual([]);
    }
  }
});

test("the city's pool reads of subjects what one index holds, and a district's only what it is made of", async () => {
  const subjectsRead = async (caller: (typeof callers)['centre']) => {
    const { errors, commands } = await world().served.ask('{ drawPool(asOf: "2025-06-20") { size } }', {}, caller);
    expect(errors).toEqual([]);
    return commands.find(({ command }) => command['find'] === 'subjects')!;
  };
  const ofCity = await subjectsRead(callers.centre);
  expect(ofCity.command['projection']).toEqual({ since: 1, 'body.name': 1 });
  // As with the counts, a server that can does not fetch a row.
  expect(indexOf(await planOf(ofCity))).toMatchObject({
    keyPattern: { nameKey: 1, _id: 1, since: 1, 'body.name': 1 },
    isMultiKey: false,
  });
  const ofDistrict = await subjectsRead(callers.pudong);
  expect(ofDistrict.command['projection']).not.toHaveProperty('filings');
});

/** The one index that a plan scans. */
function indexOf(plan: string): { readonly keyPattern: object; readonly isMultiKey: boolean } {
  const [scan = '{}'] = /\{"stage":"IXSCAN".*?"isMultiKey":(true|false)/.exec(plan) ?? [];
  return JSON.parse(`${scan}}`) as ReturnType<typeof indexOf>;
}
