import { type Day, type Failure, type Finding, finding, judged } from '@shanghai/kernel';
import type { ViolationTier } from '../violation/tier-rules.js';
import { inspectionRules } from './inspection-ground-rules.js';
import type { Inspection, InspectionFinding, InspectionResult } from './inspection.js';
import { judgeTopics } from './plan-rules.js';

/** Whether a finding can be recorded (SPV-006): its topic, what was found, and at least one piece of evidence. */
export function judgeFinding({
  topic,
  text,
  evidence,
}: Pick<InspectionFinding, 'topic' | 'text' | 'evidence'>): readonly Finding[] {
  return [
    ...judgeTopics([topic]),
    ...judged(
      inspectionRules.report,
      [
        ...failing(text.trim() === '', '应写明检查情况', 'text'),
        ...failing(evidence.length === 0, '应附佐证材料', 'evidence'),
      ],
      '检查情况已写明并附佐证材料',
    ),
  ];
}

/** Whether an inspection can be finished: every planned topic has a finding, and the result is what they say. */
export function judgeReport(
  { topics, findings }: Pick<Inspection, 'topics' | 'findings'>,
  { result, summary }: { readonly result: InspectionResult; readonly summary: string },
): readonly Finding[] {
  const open = topics.filter(
    ({ kind, text }) => !findings.some(({ topic }) => topic.kind === kind && topic.text === text),
  );
  const found: InspectionResult = findings.some(({ isBreach }) => isBreach) ? 'BREACH_FOUND' : 'NO_PROBLEM';
  return judged(
    inspectionRules.report,
    [
      ...failing(open.length > 0, '有督导内容尚未记录检查情况', 'findings'),
      ...failing(result !== found, '结果与检查情况不一致', 'result'),
      ...failing(summary.trim() === '', '应写明检查结论', 'summary'),
    ],
    '检查结果完整',
  );
}

/** Whether a result leads on to an act: to a closing without a breach, to the others with one. */
export function judgeResult({ result }: Pick<Inspection, 'result'>, needed: InspectionResult): readonly Finding[] {
  const message = needed === 'NO_PROBLEM' ? '检查发现问题，不能直接办结' : '检查未发现问题';
  return judged(inspectionRules.report, failing(result !== needed, message, 'result'), '检查结果相符');
}

/** What is to be put right. */
export interface OrderedRectification {
  readonly tier: ViolationTier;
  readonly text: string;
  readonly dueOn: Day | null;
}

/**
 * Whether a rectification can be ordered without a case: a breach of the lightest tier (CASE_REQUIRED), that an industry authority
 * did not find (NOT_LEAD_INSPECTOR), by a day that is still to come (RECTIFICATION_DUE_REQUIRED).
 */
export function judgeRectification(
  inspection: Pick<Inspection, 'result' | 'lead'>,
  { tier, text, dueOn }: OrderedRectification,
  today: Day,
): readonly Finding[] {
  return [
    ...judgeResult(inspection, 'BREACH_FOUND'),
    ...judged(
      inspectionRules.lead,
      failing(inspection.lead.role === 'INDUSTRY_AUTHORITY', '行业主管部门发现的问题应建议人社部门立案', 'tier'),
      '由人社部门责令整改',
    ),
    ...judged(
      inspectionRules.minor,
      failing(tier !== 'MINOR', '已构成违纪违规的应建议立案', 'tier'),
      '尚未构成违纪违规',
    ),
    ...judgeDue(dueOn, today),
    ...judged(inspectionRules.report, failing(text.trim() === '', '应写明整改要求', 'text'), '整改要求已写明'),
  ];
}

/** VIO-007: a rectification has a last day, and it is still to come. */
export function judgeDue(dueOn: Day | null, today: Day): readonly Finding[] {
  return judged(
    inspectionRules.due,
    failing(dueOn === null || dueOn < today, '应确定整改期限', 'dueOn'),
    '已确定整改期限',
  );
}

/** DIS-008: a result is published once. */
export function judgePublication({ publishedOn }: Pick<Inspection, 'publishedOn'>): Finding {
  return publishedOn === null
    ? finding(inspectionRules.publication, 'PASS', '尚未公布')
    : finding(inspectionRules.publication, 'FAIL', '结果已公布', { publishedOn });
}

/** Whether the clock has still to tell that a rectification is overdue. */
export function isOverdueUntold(
  { status, rectification }: Pick<Inspection, 'status' | 'rectification'>,
  today: Day,
): boolean {
  if (status !== 'RECTIFICATION' || !rectification) return false;
  return rectification.dueOn < today && rectification.overdueTold !== rectification.dueOn;
}

function failing(isBroken: boolean, message: string, field: string): readonly Failure[] {
  return isBroken ? [{ message, path: [field] }] : [];
}
