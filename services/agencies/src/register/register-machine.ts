import { clause } from '@shanghai/kernel';
import type { RecordStep } from '../record/record-step-rules.js';
import type { RegisterKind, RegisterStatus } from './registered-person.js';

const NOTICE_120 = '沪人社职〔2024〕120号';
const AT = '三（二）2';

/** What is done to a register. */
export type RegisterAct = 'registerPerson' | 'changeRegisteredPerson' | 'removeRegisteredPerson';

/** 专家队伍建设, as 120号 divides it. */
export const registerClauses = {
  city: clause(NOTICE_120, AT, '市职鉴中心具体负责专家队伍建设的业务指导和综合管理，组建市级外部质量督导员队伍'),
  district: clause(NOTICE_120, AT, '各区人社部门负责所辖区域专家队伍建设的日常管理，组建区级外部质量督导员队伍'),
  agency: clause(
    NOTICE_120,
    AT,
    '评价机构要建立考评人员和内部质量监督人员队伍，完善培训培养、资格认定、派遣管理、工作考核等机制',
  ),
} as const;

const by = ['CENTRE', 'DISTRICT_BUREAU', 'AGENCY'] as const;

/** The acts on registers; whose register is whose, `registerOwners` says. */
export const registerSteps: readonly RecordStep<RegisterAct, RegisterStatus>[] = [
  { act: 'registerPerson', by, from: [null], to: 'REGISTERED', guards: ['EXP-001', 'EXP-002', 'ISU-005'], clauses: [] },
  { act: 'changeRegisteredPerson', by, from: ['REGISTERED'], to: 'REGISTERED', guards: ['EXP-001'], clauses: [] },
  { act: 'removeRegisteredPerson', by, from: ['REGISTERED'], to: 'REMOVED', guards: ['EXP-001'], clauses: [] },
];

/** Who keeps each register, and what says so (EXP-001, EXP-002, ISU-005). */
export const registerOwners = {
  EXPERT: { by: 'CENTRE', rule: 'EXP-001', label: '专家', clauses: [registerClauses.city] },
  MUNICIPAL_SUPERVISOR: { by: 'CENTRE', rule: 'EXP-001', label: '市级外部质量督导员', clauses: [registerClauses.city] },
  DISTRICT_SUPERVISOR: {
    by: 'DISTRICT_BUREAU',
    rule: 'EXP-002',
    label: '区级外部质量督导员',
    clauses: [registerClauses.district],
  },
  EXAMINER: { by: 'AGENCY', rule: 'ISU-005', label: '考评人员', clauses: [registerClauses.agency] },
} as const satisfies Record<RegisterKind, unknown>;
