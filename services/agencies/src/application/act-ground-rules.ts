import { type Clause, type Day, clause, day } from '@shanghai/kernel';
import { groundsOfRoute } from '../route/route-rules.js';
import type { ApplicationAct } from './application-machine.js';
import type { ApplicationRoute } from './application-route.js';

const ROUND_2024 = '沪人社职〔2024〕270号';
const SINCE_2025 = '沪人社职〔2025〕76号';
const SINCE_2026 = '沪职鉴中心〔2026〕30号';

/** What a group of acts rests on, from the day on which a notice says so. */
interface ActGround {
  readonly acts: readonly ApplicationAct[];
  readonly from: Day;
  readonly clauses: readonly Clause[];
}

const applying: readonly ApplicationAct[] = [
  'draftApplication',
  'reviseApplication',
  'recommendApplication',
  'recommendSites',
  'submitApplication',
  'withdrawApplication',
];
const accepting: readonly ApplicationAct[] = ['acceptApplication', 'refuseApplication'];
const assessing: readonly ApplicationAct[] = ['startAgencyAssessment', 'passAgencyAssessment', 'failAgencyAssessment'];
const consenting: readonly ApplicationAct[] = ['consentToFiling', 'refuseConsent'];
const publicising: readonly ApplicationAct[] = [
  'raiseObjection',
  'dismissObjection',
  'upholdObjection',
  'issueReceipt',
];

/** On what the acts of machine 2 rest (AGY-032): of the rows of an act that have begun, the last one. */
export const actGrounds: readonly ActGround[] = [
  row(
    applying,
    '2024-08-19',
    clause(ROUND_2024, '三（一）', '向上海市职业技能鉴定中心（以下简称“市职鉴中心”）提交申报材料'),
  ),
  row(applying, '2025-03-20', clause(SINCE_2025, '二（三）1', '向市职鉴中心提交申报材料')),
  row(
    accepting,
    '2024-08-19',
    clause(
      ROUND_2024,
      '三（二）',
      '市职鉴中心受上海市人力资源和社会保障局（以下简称“市人力资源社会保障局”）委托，受理相关申报材料',
    ),
  ),
  row(
    accepting,
    '2025-03-20',
    clause(SINCE_2025, '二（三）2', '市职鉴中心受市人力资源社会保障局委托，受理相关申报材料'),
  ),
  row(
    assessing,
    '2024-08-19',
    clause(ROUND_2024, '三（三）', '市职鉴中心组织专家采取材料核验、专家论证、现场考察等方式进行机构评估'),
  ),
  row(
    assessing,
    '2025-03-20',
    clause(SINCE_2025, '二（三）3', '市职鉴中心组织专家采取材料核验、专家论证、现场考察等方式进行机构评估'),
  ),
  row(
    ['recordProjectAssessment'],
    '2024-08-19',
    clause(ROUND_2024, '三（四）', '通过机构评估的申报单位在3个月内完成项目评估'),
  ),
  row(
    ['recordProjectAssessment'],
    '2025-03-20',
    clause(SINCE_2025, '二（三）4', '通过机构评估的申报单位应在3个月内完成项目评估'),
  ),
  row(['endProjectAssessment'], '2024-08-19', clause(ROUND_2024, '三（四）', '逾期未完成的，视作放弃申报')),
  row(['endProjectAssessment'], '2025-03-20', clause(SINCE_2025, '二（三）4', '逾期未完成的，视作放弃申报')),
  row(
    consenting,
    '2024-08-19',
    clause(ROUND_2024, '三（五）', '经市人力资源社会保障局同意后，由市职鉴中心向社会公示，公示期为5个工作日'),
  ),
  row(
    consenting,
    '2025-03-20',
    clause(SINCE_2025, '二（三）5', '经市人力资源社会保障局同意后，由市职鉴中心向社会公示，公示期为5个工作日'),
  ),
  row(publicising, '2024-08-19', clause(ROUND_2024, '三（五）', '经公示无异议的，由市职鉴中心向申报单位出具备案回执')),
  row(publicising, '2025-03-20', clause(SINCE_2025, '二（三）5', '经公示无异议的，由市职鉴中心向申报单位出具备案回执')),
  row(
    ['preauthoriseApplication'],
    '2025-03-20',
    clause(SINCE_2025, '二（四）2', '预授权受理、系统申报时间：20日-30日（3月、6月、9月、12月），逾期不予受理'),
  ),
  row(['permitBeyondCap'], '2025-03-20', clause(SINCE_2025, '二（二）', '社评组织一般不超过3家')),
  row(
    ['rejectFalseMaterial'],
    '2026-06-23',
    clause('沪职鉴中心〔2026〕30号', '附件4 三', '如有虚假或失信行为，自愿退出申报，并承担由此产生的一切后果'),
  ),
];

/** The same of machine 4 (CMP-009 to CMP-011), by 30号. */
export const comparisonGrounds: readonly ActGround[] = [
  row(
    applying,
    '2026-06-23',
    clause(SINCE_2026, '三（一）', '向上海市职业技能鉴定中心(以下简称“市职鉴中心”)提交申报材料'),
  ),
  row(accepting, '2026-06-23', clause(SINCE_2026, '三（一）', '提交申报材料,并对材料真实性、有效性、合法性负责')),
  row(assessing, '2026-06-23', clause(SINCE_2026, '三（二）', '采取材料核验、专家论证、现场考察等方式进行机构评估')),
  row(
    consenting,
    '2026-06-23',
    clause(SINCE_2026, '三（三）', '经市人力资源社会保障局同意后,由市职鉴中心向社会公示,公示期为5个工作日'),
  ),
  row(publicising, '2026-06-23', clause(SINCE_2026, '三（三）', '经公示无异议的,由市职鉴中心向申报单位出具备案回执')),
  actGrounds.find(({ acts }) => acts.includes('rejectFalseMaterial'))!,
];

/** The clauses that an act of that day rests on: for routes other than that of machine 2, those of the route. */
export function groundsOf(act: ApplicationAct, on: Day, route: ApplicationRoute = 'SOCIAL'): readonly Clause[] {
  if (route !== 'SOCIAL' && route !== 'COMPARISON') return groundsOfRoute(route);
  const grounds = route === 'SOCIAL' ? actGrounds : comparisonGrounds;
  return grounds.findLast(({ acts, from }) => acts.includes(act) && from <= on)?.clauses ?? [];
}

function row(acts: readonly ApplicationAct[], from: string, ...clauses: readonly Clause[]): ActGround {
  return { acts, from: day(from), clauses };
}
