import { type Day, clause, day } from '@shanghai/kernel';
import type { AlertRule, AlertSeverity, AlertThreshold } from './alert.js';

/** 动态化比对、实时性监控、智能化预警. */
export const alertClauses = [
  clause('沪人社职〔2024〕120号', '三（二）4', '动态化比对、实时性监控、智能化预警'),
] as const;

/** One rule of early warning. No notice prints a threshold: each is ours (PR), and a new one is a row with its first day. */
export interface AlertRuleRow {
  readonly rule: AlertRule;
  readonly ledger: 'CRT-006' | 'SYS-002';
  /** In Chinese: its name, and what it finds. */
  readonly label: string;
  readonly explanation: string;
  readonly severity: AlertSeverity;
  readonly thresholds: readonly AlertThreshold[];
  /** In Chinese, the fact that nobody tells and without which the rule finds nothing; null where it is evaluated. */
  readonly missing: string | null;
}

const FROM: Day = day('2024-05-01');

/** The rules in the order in which they are shown. */
export const alertRules: readonly AlertRuleRow[] = [
  rule('FILING_LAPSING', 'SYS-002', '备案即将到期', '备案有效期即将届满且尚未延续', 'MEDIUM', [days('提前', 90)]),
  rule(
    'PROJECT_ASSESSMENT_LAPSING',
    'SYS-002',
    '项目评估即将到期',
    '项目评估期限即将届满，尚有项目未完成评估，逾期视作放弃申报',
    'MEDIUM',
    [days('提前', 30)],
  ),
  rule('RECTIFICATION_OVERDUE', 'SYS-002', '整改逾期', '整改期限已过，尚未通过验收', 'HIGH'),
  rule('EFFECT_MISSING', 'SYS-002', '处理效果未到', '处理决定的效果被拒绝，或未在时限内执行', 'HIGH'),
  rule(
    'SAME_PERSON_AT_AGENCIES',
    'SYS-002',
    '人员在多家机构任职',
    '同一人在多家机构任联系人或内部质量督导员',
    'MEDIUM',
  ),
  rule('STAFF_BELOW_FIVE', 'SYS-002', '工作人员不足五人', '机构在册工作人员少于五人', 'MEDIUM', [
    threshold('至少', 5, '人'),
  ]),
  rule('CERTIFICATE_OUT_OF_SCOPE', 'CRT-006', '超范围上传证书', '上传的证书不在机构备案范围内', 'HIGH'),
  rule('CERTIFICATE_DUPLICATE', 'CRT-006', '重复上传证书', '上传的证书与已有证书重复', 'HIGH'),
  rule('VOLUME_SPIKE', 'CRT-006', '证书数量突增', '本月证书数量明显高于本机构以往各月', 'MEDIUM', [
    threshold('偏离倍数', 5, '倍'),
    threshold('本月至少', 30, '本'),
    threshold('以往至少', 6, '个月'),
  ]),
  rule('LEVEL_SKEW', 'CRT-006', '等级分布偏离同类', '高等级证书占比明显偏离同类机构', 'LOW', [
    threshold('偏离倍数', 5, '倍'),
    threshold('本机构至少', 30, '本'),
    threshold('同类至少', 8, '家'),
  ]),
  rule('SITE_USED_TWICE', 'SYS-002', '考核点同日重复使用', '两个评价计划在同一天使用同一考核点', 'LOW'),
  rule('RETENTION_LAPSING', 'SYS-002', '档案保存期即将届满', '应保存的档案即将期满，期满后可以处置', 'LOW', [
    days('提前', 90),
  ]),
  rule('CALENDAR_HORIZON', 'SYS-002', '工作日历即将用尽', '已公布的工作日历即将不能推算期限', 'MEDIUM', [
    days('提前', 60),
  ]),
];

/** The row of a rule. */
export function alertRuleOf(name: AlertRule): AlertRuleRow {
  return alertRules.find((row) => row.rule === name)!;
}

/** The value of a threshold on a day; the first there is for days before all. */
export function thresholdOn(name: AlertRule, threshold: string, on: Day): number {
  const own = alertRuleOf(name).thresholds.filter((one) => one.name === threshold);
  return (own.findLast(({ from }) => from <= on) ?? own[0])!.value;
}

function rule(
  name: AlertRule,
  ledger: AlertRuleRow['ledger'],
  label: string,
  explanation: string,
  severity: AlertSeverity,
  thresholds: readonly AlertThreshold[] = [],
  missing: string | null = null,
): AlertRuleRow {
  return { rule: name, ledger, label, explanation, severity, thresholds, missing };
}

function threshold(name: string, value: number, unit: string): AlertThreshold {
  return { name, value, unit, from: FROM };
}

function days(name: string, value: number): AlertThreshold {
  return threshold(name, value, '天');
}
