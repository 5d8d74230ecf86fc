import type { Day, DistrictCode } from '@shanghai/kernel';
import type { CaseStatus } from '../case/violation-case.js';
import type { AgencyType } from '../territory/territorial-limbs.js';
import type { ViolationTier } from '../violation/tier-rules.js';

/** 机构状态 as supervision tells it from filings: ENDED when none of them stands on the day. */
export type SubjectState = 'ACTIVE' | 'SUSPENDED' | 'ENDED';

/** Agencies of one type in one state. */
export interface AgencyCount {
  readonly type: AgencyType;
  readonly state: SubjectState;
  readonly count: number;
}

/** Filings whose last day is in one month. */
export interface ExpiryCount {
  /** As 2026-11. */
  readonly month: string;
  readonly count: number;
}

/** Cases of one tier in one state; null for what is not decided. */
export interface CaseCount {
  readonly tier: ViolationTier | null;
  readonly status: CaseStatus;
  readonly count: number;
  /** Those of them whose rectification is overdue. */
  readonly overdue: number;
}

/** Inspections planned for days of one year. */
export interface InspectionCount {
  readonly planned: number;
  readonly done: number;
  readonly cancelled: number;
}

/** Open alerts of one rule. */
export interface AlertCount {
  readonly rule: string;
  readonly count: number;
}

/** Whose dashboard it is: of one district, or of the whole city. */
export interface DashboardScope {
  readonly district: DistrictCode | null;
  readonly today: Day;
}

/** 区级工作台: what there is to supervise, in numbers. Each is asked for when it is read. */
export interface DistrictDashboard extends DashboardScope {
  readonly agencies: () => Promise<readonly AgencyCount[]>;
  readonly expiries: () => Promise<readonly ExpiryCount[]>;
  readonly cases: () => Promise<readonly CaseCount[]>;
  readonly inspections: () => Promise<InspectionCount>;
  readonly overdueInspections: () => Promise<number>;
  readonly alerts: () => Promise<readonly AlertCount[]>;
}
