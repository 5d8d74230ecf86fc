import type { Day, DistrictCode } from '@shanghai/kernel';

/** 预警规则, each a row of `alertRules`. */
export type AlertRule =
  | 'FILING_LAPSING'
  | 'PROJECT_ASSESSMENT_LAPSING'
  | 'RECTIFICATION_OVERDUE'
  | 'EFFECT_MISSING'
  | 'SAME_PERSON_AT_AGENCIES'
  | 'STAFF_BELOW_FIVE'
  | 'CERTIFICATE_OUT_OF_SCOPE'
  | 'CERTIFICATE_DUPLICATE'
  | 'VOLUME_SPIKE'
  | 'LEVEL_SKEW'
  | 'SITE_USED_TWICE'
  | 'RETENTION_LAPSING'
  | 'CALENDAR_HORIZON';

/** 预警级别: how soon somebody should look (PR). */
export type AlertSeverity = 'HIGH' | 'MEDIUM' | 'LOW';

/** 预警状态: CLEARED when the cause has gone before anybody decided. */
export type AlertStatus = 'OPEN' | 'EXPLAINED' | 'CASE_OPENED' | 'DISMISSED' | 'CLEARED';

/** What an alert rests on: where to look. */
export interface AlertEvidence {
  readonly kind:
    | 'AGENCY'
    | 'FILING'
    | 'APPLICATION'
    | 'ROSTER_LINE'
    | 'CASE'
    | 'INSPECTION'
    | 'CERTIFICATE'
    | 'PLAN'
    | 'SITE'
    | 'CALENDAR';
  readonly id: string;
}

/** What a rule finds wrong: one cause, which is found again as long as it is there. */
export interface Warning {
  readonly rule: AlertRule;
  /** What it is about, as `filing/1`: everything that the rule finds about it is found at once. */
  readonly about: string;
  /** Tells this cause from others about the same, as the day on which something ends. */
  readonly cause: string;
  readonly agencyId: string | null;
  /** Those in whose scope it is when it is found. */
  readonly districts: readonly DistrictCode[];
  /** What was found, and what was expected, each in words or a number with its unit. */
  readonly value: string;
  readonly expected: string;
  readonly evidence: readonly AlertEvidence[];
  /** One sentence in Chinese. */
  readonly text: string;
}

/** 预警: a cause that was found, and what became of it. */
export interface Alert extends Warning {
  readonly _id: string;
  readonly status: AlertStatus;
  readonly raisedAt: Date;
  readonly since: Date;
  /** Why it was explained, handed on, dismissed or cleared; null while it is open. */
  readonly reason: string | null;
  /** The case that came of it. */
  readonly caseId: string | null;
}

/** An alert with its version. */
export interface StoredAlert extends Alert {
  readonly version: number;
}

/** A threshold of a rule with the first day on which it is used. */
export interface AlertThreshold {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly from: Day;
}
