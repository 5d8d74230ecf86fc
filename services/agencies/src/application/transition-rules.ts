import { type DatedRule, type Day, type Finding, clause, day, finding, ruleOnOrFirst } from '@shanghai/kernel';
import { filingAuthorityRules, isOfAuthority } from '../route/filing-authority-rules.js';
import { routeRuleOf } from '../route/route-rules.js';
import type { ApplicationStatus } from './application.js';
import type { Actor, ApplicationAct } from './application-machine.js';
import type { ApplicationRoute } from './application-route.js';
import { rowsOf } from './machines.js';

/** 工作流程: the order of the steps is fixed (AGY-032). */
export const orderRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'AGY-032',
    force: 'MUST',
    code: 'ILLEGAL_TRANSITION',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [
      clause(
        '沪人社职〔2024〕270号',
        '三（五）',
        '通过机构评估、项目评估的申报单位，经市人力资源社会保障局同意后，由市职鉴中心向社会公示',
      ),
    ],
  },
  {
    rule: 'AGY-032',
    force: 'MUST',
    code: 'ILLEGAL_TRANSITION',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2025〕76号',
        '二（三）5',
        '通过机构评估、项目评估的社评组织，经市人力资源社会保障局同意后，由市职鉴中心向社会公示',
      ),
    ],
  },
];

/** 受理相关申报材料 is for the Centre, on commission of the Bureau (AGY-017); so is what follows, unless a notice says otherwise. */
export const acceptanceRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'AGY-017',
    force: 'MUST',
    code: 'NOT_AUTHORISED',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [
      clause(
        '沪人社职〔2024〕270号',
        '三（二）',
        '市职鉴中心受上海市人力资源和社会保障局（以下简称“市人力资源社会保障局”）委托，受理相关申报材料',
      ),
    ],
  },
  {
    rule: 'AGY-017',
    force: 'MUST',
    code: 'NOT_AUTHORISED',
    from: day('2025-03-20'),
    to: null,
    clauses: [clause('沪人社职〔2025〕76号', '二（三）2', '市职鉴中心受市人力资源社会保障局委托，受理相关申报材料')],
  },
];

/** 诚信承诺: false material ends an application (AGY-029). That the Centre may end it is our reading (PR). */
export const falseMaterialRules: readonly [DatedRule] = [
  {
    rule: 'AGY-029',
    force: 'MUST',
    code: 'FALSE_MATERIAL',
    from: day('2026-06-23'),
    to: null,
    clauses: [
      clause('沪职鉴中心〔2026〕30号', '附件4 诚信承诺', '如有虚假或失信行为，自愿退出申报，并承担由此产生的一切后果'),
    ],
  },
];

/** What is asked of an application: the act, its route and state (null before there is one), by whom, on which day. */
export interface Step {
  readonly act: ApplicationAct;
  readonly status: ApplicationStatus | null;
  readonly by: Actor;
  readonly on: Day;
  /** Of social evaluation organisations when absent. */
  readonly route?: ApplicationRoute;
}

/**
 * Whether a step stands in the machine of its route: ILLEGAL_TRANSITION from a state that no row of it names (AGY-032),
 * NOT_AUTHORISED or NOT_FILING_AUTHORITY by another than its row names, and FALSE_MATERIAL where no notice yet knows that end
 * (AGY-029). Null when it may go on.
 */
export function judgeTransition({ act, status, by, on, route = 'SOCIAL' }: Step): Finding | null {
  const rows = rowsOf(act, route);
  const standing = rows.filter(({ from }) => (status === null ? from.length === 0 : from.includes(status)));
  const order = { ...orderRuleOf(route, on), code: 'ILLEGAL_TRANSITION' } as const;
  if (rows.length > 0 && !(standing.length > 0 ? standing : rows).some((row) => row.by.includes(by)))
    return finding(authorityRuleOf(act, route, on), 'FAIL', '该步骤不由此角色办理', { act, by });
  if (standing.length === 0) return finding(order, 'FAIL', illegal(status), { act, status });
  const [falseMaterial] = falseMaterialRules;
  if (act === 'rejectFalseMaterial' && on < falseMaterial.from)
    return finding(falseMaterial, 'FAIL', `${falseMaterial.from}前的通知未规定以此终止申报`, {
      from: falseMaterial.from,
    });
  return null;
}

/** 工作流程 of a route: what its order rests on. */
function orderRuleOf(route: ApplicationRoute, on: Day): DatedRule {
  return route === 'SOCIAL' ? ruleOnOrFirst(orderRules, on) : routeRuleOf(route);
}

/** Who does what on a route. */
function authorityRuleOf(act: ApplicationAct, route: ApplicationRoute, on: Day): DatedRule {
  if (route === 'SOCIAL') return ruleOnOrFirst(acceptanceRules, on);
  return isOfAuthority(act, route) ? filingAuthorityRules[0] : { ...routeRuleOf(route), code: 'NOT_AUTHORISED' };
}

function illegal(status: ApplicationStatus | null): string {
  return status === null ? '申报尚不存在，不能办理此步骤' : `申报处于“${statusLabels[status]}”，不能办理此步骤`;
}

/** 申报状态 in Chinese. */
export const statusLabels: Readonly<Record<ApplicationStatus, string>> = {
  DRAFT: '草稿',
  PREAUTHORISED: '已预授权受理',
  CONSENTED: '已取得同意',
  SUBMITTED: '已提交',
  ACCEPTED: '已受理',
  AGENCY_ASSESSMENT: '机构评估中',
  PROJECT_ASSESSMENT: '项目评估中',
  TECHNICAL_ASSESSMENT: '技术评估中',
  PRELIMINARY_OPINION: '待提出初审意见',
  CENTRE_REVIEW: '专家复核中',
  AWAITING_CONSENT: '待同意',
  PUBLICITY: '公示中',
  FILED: '已备案',
  FAILED_AGENCY: '机构评估未通过',
  FAILED_PROJECT: '项目评估未通过',
  REFUSED: '不予受理或不予备案',
  ABANDONED: '视作放弃申报',
  WITHDRAWN: '已撤回',
  REJECTED_FALSE_MATERIAL: '材料虚假终止',
};
