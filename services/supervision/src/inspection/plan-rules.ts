import { type DistrictCode, type Failure, type Finding, type LedgerId, finding, judged } from '@shanghai/kernel';
import { type SubjectStanding, judgeStanding } from '../subject/standing-rules.js';
import { type ScopeRow, isInScope } from '../territory/scope-rules.js';
import { inspectionRules } from './inspection-ground-rules.js';
import type { InspectionMethod, InspectionTopic } from './inspection-rules.js';
import type { Chosen, InspectionPlan, InspectionSubject } from './inspection.js';
import type { ActingBody } from './step-rules.js';

/** What is known of the agency that is to be inspected. */
export interface PlannedSubject {
  readonly scope: readonly ScopeRow[];
  readonly supportedBy: readonly string[];
  /** The district of the site that is to be inspected; null where the agency is, or where there is no such site on the day. */
  readonly siteDistrict: DistrictCode | null;
}

/** What a plan is judged with. */
export interface PlanFacts {
  /** Null for a body without a filing. */
  readonly subject: PlannedSubject | null;
  readonly standing: SubjectStanding;
}

/** Whether methods can be planned: at least one, each once, and OTHER says what it is (SPV-008): UNKNOWN_METHOD. */
export function judgeMethods(methods: readonly Chosen<InspectionMethod>[]): readonly Finding[] {
  return judged(inspectionRules.methods, chosenFailures('methods', methods, '应列明督导方式'), '督导方式已列明');
}

/** Whether topics can be planned: at least one, and OTHER says what it is (SPV-006): FIELD_REQUIRED. */
export function judgeTopics(topics: readonly Chosen<InspectionTopic>[]): readonly Finding[] {
  return judged(inspectionRules.topics, chosenFailures('topics', topics, '应列明督导内容'), '督导内容已列明');
}

/**
 * Whether a body may plan an inspection: a district one of what is its own on the day (SPV-003, SPV-007), an industry authority
 * one in its field that no HR department is part of (SPV-004, PR). While the subjects are too far behind, nobody but the city.
 */
export function judgePlan(plan: InspectionPlan, by: ActingBody, facts: PlanFacts): readonly Finding[] {
  return [
    ...judgeMethods(plan.methods),
    ...judgeTopics(plan.topics),
    ...(by.district !== null ? judgeDistrict(plan, by.district as DistrictCode, facts) : []),
    ...(by.role === 'INDUSTRY_AUTHORITY' ? judgeField(plan, by.industry, facts) : []),
  ];
}

function judgeDistrict(
  { subject, plannedOn }: InspectionPlan,
  district: DistrictCode,
  { subject: known, standing }: PlanFacts,
): readonly Finding[] {
  const message = '检查对象当日不属于本区监管范围';
  const place: LedgerId = subject.kind === 'AGENCY' ? 'SPV-003' : 'SPV-007';
  if (subject.kind === 'UNFILED_ORGANISATION')
    return judged(inspectionRules.unfiled, failuresIf(subject.district !== district, message, place), '对象在本区');
  const open = judgeStanding(standing);
  if (open.verdict === 'UNDETERMINED') return [open];
  return judged(
    inspectionRules.territory,
    failuresIf(!isOwn(subject, known, district, plannedOn), message, place),
    '对象在本区监管范围',
  );
}

/** A site is its district's; an agency is that of every district whose limb means it or a site of it. */
function isOwn(
  { siteId }: InspectionSubject,
  known: PlannedSubject | null,
  district: DistrictCode,
  on: InspectionPlan['plannedOn'],
): boolean {
  if (!known || !isInScope(known.scope, district, on)) return false;
  const isWhole = known.scope.some(
    (row) => row.district === district && !row.limb.endsWith('SITE_HERE') && isInScope([row], district, on),
  );
  return siteId === null ? isWhole : isWhole || known.siteDistrict === district;
}

function judgeField(
  { subject, partners }: InspectionPlan,
  industry: string | null,
  { subject: known }: PlanFacts,
): readonly Finding[] {
  const isForeign = subject.kind === 'AGENCY' && !known?.supportedBy.some((one) => one === industry);
  const isJoint = partners.some(({ department }) => department === 'HR_DEPARTMENT');
  return judged(
    inspectionRules.lead,
    [
      ...failuresIf(isForeign, '行业主管部门检查本领域的评价机构', 'SPV-004'),
      ...(isJoint ? [{ message: '联合检查由人社部门牵头', path: ['partners'] }] : []),
    ],
    '由行业主管部门自行检查',
  );
}

function failuresIf(isBroken: boolean, message: string, rule: LedgerId): readonly Failure[] {
  return isBroken ? [{ message, path: ['subject'], facts: { rule } }] : [];
}

function chosenFailures(field: string, chosen: readonly Chosen<string>[], message: string): readonly Failure[] {
  if (chosen.length === 0) return [{ message, path: [field] }];
  return chosen.flatMap(({ kind, text }, at) => {
    const path = [field, `${at}`];
    if (chosen.findIndex((one) => one.kind === kind && one.text === text) !== at)
      return [{ message: '重复列明', path }];
    return kind === 'OTHER' && !text?.trim() ? [{ message: '其他应予说明', path: [...path, 'text'] }] : [];
  });
}

/** Whether a site that was named is one of the agency on the day: a finding where it is not. */
export function judgeSite({ siteId }: InspectionSubject, known: PlannedSubject | null): readonly Finding[] {
  if (siteId === null || known?.siteDistrict != null) return [];
  return [
    finding({ ...inspectionRules.territory, code: 'UNKNOWN_SITE' }, 'FAIL', '该机构当日没有此考核点', { siteId }, [
      'subject',
      'siteId',
    ]),
  ];
}
