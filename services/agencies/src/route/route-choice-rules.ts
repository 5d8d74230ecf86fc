import { type Day, type Finding, finding, undetermined } from '@shanghai/kernel';
import type { ApplicationRoute, RouteState } from '../application/application-route.js';
import type { JudgedForm } from '../application/application.js';
import { routeRuleOf, routeRules } from './route-rules.js';

/**
 * Whether an applicant of that nature goes by that route (RTE-012): WRONG_FILING_AUTHORITY where another is printed for it.
 * For 其他 none is printed: the Centre chooses (PR). What is blank leaves the question open.
 */
export function judgeRoute(
  { nature }: Pick<JudgedForm, 'nature'>,
  { route, routeChoice }: Pick<RouteState, 'route' | 'routeChoice'>,
): readonly Finding[] {
  const rule = routeRuleOf(route);
  const path = ['nature'];
  if (rule.natures === null) return [];
  if (nature === null)
    return [
      undetermined(rule, { code: 'LEFT_BLANK', message: '未填写机构性质', facts: { field: 'nature' } }, {}, path),
    ];
  if (rule.natures.includes(nature)) return [finding(rule, 'PASS', `按${rule.label}办理`, { nature }, path)];
  if (nature === 'OTHER')
    return routeChoice?.route === route
      ? [finding(rule, 'PASS', '备案路径由市职鉴中心确定', { reason: routeChoice.reason }, path)]
      : [finding(rule, 'FAIL', '机构性质为“其他”的，备案路径由市职鉴中心确定，尚未确定', { nature }, path)];
  const own = Object.values(routeRules).filter(({ natures }) => natures?.includes(nature));
  const where =
    own.length > 0 ? `应按${own.map(({ label }) => label).join('、')}办理` : '没有单独的备案路径，应参加征集遴选';
  return [finding(rule, 'FAIL', `该性质的单位${where}`, { nature, routes: own.map((one) => one.route) }, path)];
}

/** Whether the Centre chooses the route of an applicant (RTE-012, PR): of one whose nature has none, and no other. */
export function judgeRouteChoice({ nature }: Pick<JudgedForm, 'nature'>, route: ApplicationRoute, on: Day): Finding {
  const rule = routeRuleOf(route);
  const isOpen = nature === 'OTHER' && rule.natures !== null && rule.from <= on;
  return isOpen
    ? finding(rule, 'PASS', '机构性质为“其他”，由市职鉴中心确定备案路径', {}, ['route'])
    : finding(rule, 'FAIL', '仅机构性质为“其他”的，由市职鉴中心确定企业或院校备案路径', { nature }, ['route']);
}
