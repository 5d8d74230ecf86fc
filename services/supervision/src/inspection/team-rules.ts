import { type Failure, type Finding, finding, judged, nameKey } from '@shanghai/kernel';
import { inspectionRules } from './inspection-ground-rules.js';
import type { Inspection, Inspector } from './inspection.js';

/** The fewest inspectors of a random draw (SPV-009, PR: 双随机 is read with the general practice of two). */
export const FEWEST_INSPECTORS = 2;

type Inspected = Pick<Inspection, 'subject' | 'lead' | 'partners' | 'methods'>;

/**
 * Whether a team may inspect (SPV-004, CMT-205): one leads, of an HR department unless an industry authority inspects alone
 * (NOT_LEAD_INSPECTOR); nobody is related to whom is inspected (RECUSAL_REQUIRED); nobody twice (DUPLICATE_INSPECTOR); nobody of
 * a department that is no partner (PARTNER_NOT_NAMED).
 */
export function judgeTeam(team: readonly Inspector[], inspected: Inspected): readonly Finding[] {
  return [
    ...judged(
      inspectionRules.lead,
      [...leadFailures(team, inspected), ...memberFailures(team, inspected)],
      '带队人员符合要求',
    ),
    ...judgeRecusal(team, inspected),
  ];
}

/** CMT-205: who is related to a body, by its name, does not inspect it. */
export function judgeRecusal(team: readonly Inspector[], { subject }: Pick<Inspection, 'subject'>): readonly Finding[] {
  const failures = team.flatMap((inspector, at) =>
    isRelated(inspector, subject.name)
      ? [
          {
            message: '检查人员与被检查单位有利害关系，应当回避',
            path: ['team', `${at}`],
            facts: { inspectorNo: inspector.inspectorNo },
          },
        ]
      : [],
  );
  return judged(inspectionRules.recusal, failures, '检查人员无应回避的关系');
}

/** Whether an inspector is related to a body, by its name. */
export function isRelated({ relatedTo }: Pick<Inspector, 'relatedTo'>, name: string): boolean {
  return relatedTo.some((one) => nameKey(one) === nameKey(name));
}

/** Whether an inspection can start: who goes is known, and what claims to be random was drawn (SPV-009). */
export function judgeStart({
  methods,
  status,
  team,
}: Pick<Inspection, 'methods' | 'status' | 'team'>): readonly Finding[] {
  const claims = isDrawn(methods);
  const random = claims && status !== 'DRAWN' ? [{ message: '“双随机”检查应先抽取对象和人员' }] : [];
  const led = team.some(({ isLead }) => isLead) ? [] : [{ message: '尚未确定带队人员' }];
  return [
    ...(claims ? judged(inspectionRules.random, random, '对象和人员系随机抽取') : []),
    ...judged(inspectionRules.lead, led, '已确定带队人员'),
  ];
}

/** Whether an inspection claims to be 双随机. */
export function isDrawn(methods: Inspection['methods']): boolean {
  return methods.some(({ kind }) => kind === 'DOUBLE_RANDOM');
}

/** A team that is picked by hand is none of a draw. */
export function judgeHandPicked({ methods }: Pick<Inspection, 'methods'>): readonly Finding[] {
  if (!isDrawn(methods)) return [];
  return [finding(inspectionRules.random, 'FAIL', '“双随机”检查的人员应随机抽取，不能指定')];
}

function leadFailures(team: readonly Inspector[], { lead }: Inspected): readonly Failure[] {
  const leads = team.filter(({ isLead }) => isLead);
  if (leads.length !== 1) return [{ message: '应当且只能确定一名带队人员', path: ['team'] }];
  const own = lead.role === 'INDUSTRY_AUTHORITY' ? 'INDUSTRY_AUTHORITY' : 'HR_DEPARTMENT';
  const at = team.findIndex(({ isLead }) => isLead);
  return leads[0]!.department === own
    ? []
    : [{ message: '应由牵头单位人员带队，联合检查由人社部门牵头', path: ['team', `${at}`] }];
}

function memberFailures(team: readonly Inspector[], { lead, partners }: Inspected): readonly Failure[] {
  const own = lead.role === 'INDUSTRY_AUTHORITY' ? 'INDUSTRY_AUTHORITY' : 'HR_DEPARTMENT';
  const departments = new Set([own, ...partners.map(({ department }) => department)]);
  return team.flatMap(({ inspectorNo, department }, at): readonly Failure[] => {
    const path = ['team', `${at}`];
    const isTwice = team.findIndex((one) => one.inspectorNo.trim() === inspectorNo.trim()) !== at;
    return [
      ...(isTwice ? [{ message: '同一检查人员重复', path, code: 'DUPLICATE_INSPECTOR' } as const] : []),
      ...(departments.has(department)
        ? []
        : [{ message: '检查人员所在部门不是联合单位', path, code: 'PARTNER_NOT_NAMED' } as const]),
    ];
  });
}
