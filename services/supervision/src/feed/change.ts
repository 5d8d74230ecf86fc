import type { Day, DistrictCode } from '@shanghai/kernel';

/** 变更类型: what a change is about. */
export type ChangeKind =
  | 'AGENCY_LOADED'
  | 'AGENCY_REMOVED'
  | 'FILING_CREATED'
  | 'FILING_CHANGED'
  | 'SITE_CHANGED'
  | 'ROSTER_CHANGED'
  | 'PLAN_CHANGED'
  | 'CASE_CHANGED'
  | 'RESTRICTION_CHANGED'
  | 'INSPECTION_CHANGED'
  | 'DRAW_CHANGED'
  | 'ASSESSMENT_CHANGED'
  | 'ALERT_CHANGED';

/** 变更: one thing that one event has changed, for the districts that it concerned then. It never changes. */
export interface Change {
  /** The position of its event and its number among those of the event, in the order of the stream. */
  readonly _id: string;
  readonly kind: ChangeKind;
  readonly at: Date;
  readonly on: Day;
  /** The id of what has changed, of the kind that the kind says. */
  readonly subjectId: string;
  readonly agencyId: string | null;
  /** The verb; null where none was told. */
  readonly act: string | null;
  /** In the order of their codes. */
  readonly districts: readonly DistrictCode[];
  /** One sentence in Chinese, without any person. */
  readonly text: string;
}

/** What is told of a change beside its place and time. */
export type ToldChange = Omit<Change, '_id' | 'at' | 'on'>;
