import { type Finding, finding } from '@shanghai/kernel';
import { inspectionRules } from './inspection-ground-rules.js';
import { type InspectionAct, inspectionTransitionOf } from './inspection-machine.js';
import type { InspectionStatus, LeadBody } from './inspection.js';

/** 督导状态 in Chinese. */
export const inspectionStatusLabels: Readonly<Record<InspectionStatus, string>> = {
  PLANNED: '已计划',
  DRAWN: '已抽取',
  IN_PROGRESS: '实施中',
  REPORTED: '已形成结果',
  RECTIFICATION: '整改中',
  CASE_OPENED: '已建议立案',
  CLOSED: '已办结',
  CANCELLED: '已取消',
};

/** Whether an act stands in machine 6 for an inspection in a status: ILLEGAL_TRANSITION, or nothing. */
export function judgeStep(act: InspectionAct, status: InspectionStatus): readonly Finding[] {
  if (inspectionTransitionOf(act).from.includes(status)) return [];
  const message = `检查处于“${inspectionStatusLabels[status]}”，不能办理此步骤`;
  return [finding(inspectionRules.order, 'FAIL', message, { act, status })];
}

/** Who acts: a role with what narrows it. */
export interface ActingBody {
  readonly role: string;
  readonly district: string | null;
  readonly industry: string | null;
}

const CITY: readonly string[] = ['CENTRE', 'BUREAU', 'SYSTEM'];

/** Whether a body may act on what another leads: the city on everything, others on their own alone (SPV-004, PR). */
export function judgeLead(lead: LeadBody, { role, district, industry }: ActingBody): Finding {
  const isOwn = role === lead.role && district === lead.district && industry === lead.authority;
  if (CITY.includes(role) || isOwn) return finding(inspectionRules.lead, 'PASS', '由牵头单位办理');
  return finding(inspectionRules.lead, 'FAIL', '非本次检查的牵头单位，不能办理', { role, lead: lead.role });
}
