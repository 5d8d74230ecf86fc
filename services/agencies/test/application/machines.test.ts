import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { Actor, ApplicationAct } from '../../dist/application/application-machine.js';
import type { ApplicationRoute } from '../../dist/application/application-route.js';
import type { ApplicationStatus } from '../../dist/application/application.js';
import { machines } from '../../dist/application/machines.js';
import { judgeTransition, statusLabels } from '../../dist/application/transition-rules.js';

const on = day('2026-07-01');
const statuses = [null, ...Object.keys(statusLabels)] as (ApplicationStatus | null)[];
const actors: readonly Actor[] = [
  'PUBLIC',
  'AGENCY',
  'INDUSTRY_AUTHORITY',
  'SUPERIOR_AUTHORITY',
  'DISTRICT_BUREAU',
  'CENTRE',
  'BUREAU',
  'ANALYST',
  'AUDITOR',
  'SYSTEM',
];
const acts = [...new Set(Object.values(machines).flatMap((rows) => rows.map(({ act }) => act)))];
const rows = (Object.keys(machines) as ApplicationRoute[]).flatMap((route) =>
  machines[route].map((row) => [route, row.act, row] as const),
);

function codeOf(
  route: ApplicationRoute,
  act: ApplicationAct,
  status: ApplicationStatus | null,
  by: Actor,
): string | null {
  return judgeTransition({ route, act, status, by, on })?.code ?? null;
}

describe('the machines of all routes (2, 2b and 4)', () => {
  test.each(rows)('of %s: %s goes on by those and from there that its row names', (route, act, { by, from }) => {
    for (const status of from.length === 0 ? [null] : from)
      for (const one of by) expect(codeOf(route, act, status, one)).toBeNull();
  });

  test.each(Object.keys(machines) as ApplicationRoute[])(
    'of %s: what no row names is refused, whoever does it',
    (route) => {
      const own = machines[route];
      for (const act of acts)
        for (const status of statuses)
          for (const by of actors) {
            const of = own.filter((one) => one.act === act);
            const standing = of.filter(({ from }) => (status === null ? from.length === 0 : from.includes(status)));
            if (standing.some((one) => one.by.includes(by))) continue;
            const isUnknown = of.length === 0;
            const isElsewhere = standing.length === 0 && of.some((one) => one.by.includes(by));
            const code = codeOf(route, act, status, by);
            if (isUnknown || isElsewhere)
              expect([act, status, by, code]).toEqual([act, status, by, 'ILLEGAL_TRANSITION']);
            else expect(code).toMatch(/^(NOT_AUTHORISED|NOT_FILING_AUTHORITY)$/);
          }
    },
  );

  test('know no project assessment in comparison, and no publicity, acceptance or receipt for enterprises and colleges', () => {
    const actsOf = (route: ApplicationRoute) => machines[route].map(({ act }) => act);
    expect(actsOf('COMPARISON')).not.toContain('recordProjectAssessment');
    expect(actsOf('COMPARISON')).not.toContain('recommendSites');
    for (const route of ['MUNICIPAL_ENTERPRISE', 'DISTRICT_ENTERPRISE', 'COLLEGE'] as const)
      for (const act of ['acceptApplication', 'consentToFiling', 'issueReceipt', 'raiseObjection'] as const)
        expect(actsOf(route)).not.toContain(act);
  });

  test('rest what they refuse on the notice of the route', () => {
    const noticeOf = (route: ApplicationRoute) =>
      judgeTransition({ route, act: 'submitApplication', status: 'FILED', by: 'AGENCY', on })!.clauses[0]!.notice;
    expect([noticeOf('SOCIAL'), noticeOf('COLLEGE'), noticeOf('COMPARISON')]).toEqual([
      '沪人社职〔2025〕76号',
      '沪人社职〔2024〕120号',
      '沪职鉴中心〔2026〕30号',
    ]);
  });
});
