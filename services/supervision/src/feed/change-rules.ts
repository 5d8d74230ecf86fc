import type { Day, DistrictCode } from '@shanghai/kernel';
import { territorialFactsOf } from '../subject/subject-rules.js';
import type { Subject } from '../subject/subject.js';
import { scopeRowsOf } from '../territory/scope-rules.js';
import { caseStatusLabels } from '../case/case-step-rules.js';
import { inspectionStatusLabels } from '../inspection/step-rules.js';
import { movedText } from './change-text-rules.js';
import type { ChangeKind, ToldChange } from './change.js';

/** The payload of an event, of which each row reads what its service tells. */
export type Told = Readonly<Record<string, unknown>>;

/** What is known of the agency that an event is about, before the event and after it; null where nothing is. */
export interface KnownAgency {
  readonly before: Subject | null;
  readonly after: Subject | null;
}

/** One type of events that is a change. */
interface ChangeRow {
  readonly kind: ChangeKind;
  /** The field of the payload with the id of what has changed. */
  readonly id: string;
  /**
   * Which districts it concerns: those that the event names, since they alone see the thing itself; those that supervise the
   * agency; or those and the districts of the sites of the event, of what the public knows.
   */
  readonly districts: 'NAMED' | 'SUPERVISING' | 'SUPERVISING_AND_SITES' | 'LEADING';
  readonly text: (told: Told, name: string) => string;
}

const rows: Readonly<Record<string, ChangeRow>> = {
  'filing.created': row('FILING_CREATED', 'filingId', 'SUPERVISING', (_, name) => `${name}已备案`),
  'filing.changed': row('FILING_CHANGED', 'filingId', 'SUPERVISING', (_, name) => `${name}的备案有变更`),
  'site.changed': row(
    'SITE_CHANGED',
    'siteId',
    'SUPERVISING',
    (told, name) => `${name}的考核点“${String(told['name'])}”有变更`,
  ),
  'roster.changed': row('ROSTER_CHANGED', 'agencyId', 'SUPERVISING', (_, name) => `${name}的人员名册有变更`),
  'plan.published': row('PLAN_CHANGED', 'planId', 'SUPERVISING_AND_SITES', (told, name) =>
    planText(told, name, '公布'),
  ),
  'plan.changed': row('PLAN_CHANGED', 'planId', 'SUPERVISING_AND_SITES', (told, name) => planText(told, name, '变更')),
  'plan.closed': row('PLAN_CHANGED', 'planId', 'SUPERVISING_AND_SITES', (told, name) => planText(told, name, '结束')),
  'plan.cancelled': row('PLAN_CHANGED', 'planId', 'SUPERVISING_AND_SITES', (told, name) =>
    planText(told, name, '取消'),
  ),
  'case.changed': row('CASE_CHANGED', 'caseId', 'NAMED', (told, name) =>
    movedText(`${name}的违纪违规案件`, moved(told), caseStatusLabels),
  ),
  'restriction.imposed': row('RESTRICTION_CHANGED', 'restrictionId', 'NAMED', (_, name) => `${name}被限制开展评价`),
  'restriction.recorded': row('RESTRICTION_CHANGED', 'restrictionId', 'NAMED', (_, name) => `${name}新增一项限制`),
  'restriction.ended': row('RESTRICTION_CHANGED', 'restrictionId', 'NAMED', (_, name) => `${name}的评价限制已解除`),
  'restriction.lifted': row('RESTRICTION_CHANGED', 'restrictionId', 'NAMED', (_, name) => `${name}的一项限制已解除`),
  'inspection.changed': row('INSPECTION_CHANGED', 'inspectionId', 'NAMED', (told, name) =>
    movedText(`对${name}的督导检查`, moved(told), inspectionStatusLabels),
  ),
  'draw.changed': row('DRAW_CHANGED', 'drawId', 'LEADING', () => '双随机抽取有新的记录'),
  'assessment.changed': row('ASSESSMENT_CHANGED', 'assessmentId', 'NAMED', (_, name) => `${name}的年度考核有变更`),
  'alert.changed': row('ALERT_CHANGED', 'alertId', 'NAMED', (_, name) => `关于${name}的预警有变更`),
};

/** The types of events that are changes; loads are told by agency (`loadedChange`). */
export const changeTypes: readonly string[] = Object.keys(rows);

/** The change that an event of acts is; null where it is none, or not told in the form that is known. */
export function changeOf(
  type: string,
  told: Told,
  act: string | null,
  agency: KnownAgency,
  on: Day,
): ToldChange | null {
  const found = rows[type];
  const subjectId = found && told[found.id];
  if (!found || typeof subjectId !== 'string') return null;
  const { kind, districts, text } = found;
  const agencyId = textOr(told['agencyId'], null);
  const name = (agency.after ?? agency.before)?.body?.name ?? (agencyId === null ? '有关单位' : '有关机构');
  return {
    ...{ kind, subjectId, agencyId, act: textOr(told['act'], act) },
    districts: sorted(concerned[districts](told, agency, on)),
    text: text(told, name),
  };
}

/** What a load has changed of an agency; null where it tells what was told before. `after` is null for one that is gone. */
export function loadedChange({ before, after }: KnownAgency, on: Day): ToldChange | null {
  const subject = after ?? before;
  if (!subject || (before && after && JSON.stringify(before) === JSON.stringify(after))) return null;
  const name = subject.body?.name ?? '有关机构';
  return {
    kind: after ? 'AGENCY_LOADED' : 'AGENCY_REMOVED',
    ...{ subjectId: subject._id, agencyId: subject._id, act: null },
    districts: sorted(supervising({ before, after }, on)),
    text: after ? `${name}的备案数据已载入` : `${name}的备案数据已移除`,
  };
}

const concerned: Readonly<
  Record<ChangeRow['districts'], (told: Told, agency: KnownAgency, on: Day) => readonly unknown[]>
> = {
  NAMED: ({ districts }) => (Array.isArray(districts) ? (districts as unknown[]) : []),
  LEADING: ({ lead }) => [(lead as { district?: unknown } | undefined)?.district],
  SUPERVISING: (_, agency, on) => supervising(agency, on),
  SUPERVISING_AND_SITES: ({ sites }, agency, on) => [
    ...supervising(agency, on),
    ...(Array.isArray(sites) ? (sites as { district?: unknown }[]).map(({ district }) => district) : []),
  ],
};

/** Those that supervised it before or do after, on the day or from a later one: an end and a beginning concern both. */
function supervising({ before, after }: KnownAgency, on: Day): readonly DistrictCode[] {
  return [before, after].flatMap((subject) => {
    const facts = subject && territorialFactsOf(subject);
    const spans = facts ? scopeRowsOf(facts) : [];
    return spans.filter(({ to }) => to === null || to >= on).map(({ district }) => district);
  });
}

function planText({ fullName }: Told, name: string, verb: string): string {
  return `${name}的评价计划“${textOr(fullName, '')}”已${verb}`;
}

function moved({ from, to }: Told): { readonly from: unknown; readonly to: unknown } {
  return { from, to };
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === 'string' ? value : other;
}

function sorted(codes: readonly unknown[]): readonly DistrictCode[] {
  return [...new Set(codes.filter((code): code is DistrictCode => typeof code === 'string'))].sort();
}

function row(kind: ChangeKind, id: string, districts: ChangeRow['districts'], text: ChangeRow['text']): ChangeRow {
  return { kind, id, districts, text };
}
