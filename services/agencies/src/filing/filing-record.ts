import type { Day, Finding, LevelNumber } from '@shanghai/kernel';
import type { AppliedItem } from '../application/application-form.js';
import type { StandardKind } from '../item/filed-item.js';
import type { FilingMilestone } from './filing-machine.js';

/** 备案期满评估 (FIL-011). The notices print no criteria: the result is what the authority says of it. */
export interface ExpiryEvaluation {
  /** The last day of the period that was evaluated. */
  readonly periodTo: Day;
  readonly result: string;
  /** When the result was published (及时公布); null while it was not. */
  readonly publishedOn: Day | null;
  readonly on: Day;
}

/** An occupation that an agency wants to be filed for besides, as typed (FIL-012). */
export interface AddedItem extends AppliedItem {
  /** What an enterprise goes by (CAT-007); the others go by the national standard. */
  readonly standardKind: StandardKind | null;
  /** The comparison mapping, of a comparison filing alone. */
  readonly mappingId: string | null;
}

/** A filed item that an agency gives up, wholly or for some levels (FIL-012). */
export interface RemovedItem {
  readonly filedItemId: string;
  /** The levels it gives up; empty for all of it. */
  readonly levels: readonly LevelNumber[];
}

/** What an adjustment asks for. */
export interface AdjustmentRequest {
  readonly additions: readonly AddedItem[];
  readonly removals: readonly RemovedItem[];
}

/** 调整备案职业（工种） (FIL-012): asked by the agency, decided by the authority, in force from the day of the decision. */
export interface Adjustment extends AdjustmentRequest {
  readonly no: number;
  readonly reason: string;
  readonly requestedOn: Day;
  readonly decision: {
    readonly result: 'APPROVED' | 'REFUSED';
    readonly on: Day;
    readonly reason: string | null;
  } | null;
}

/** 不可开展评价 (FIL-006): recorded by the authority with its basis document and a last day to ask for an adjustment. */
export interface ItemNotEvaluable {
  readonly filedItemId: string;
  readonly basisDocument: string;
  readonly on: Day;
  /** The notices print no period: the act names the day, which runs to 24:00. */
  readonly dueOn: Day;
  /** The first day without the item; null while it has not ended. */
  readonly endedOn: Day | null;
}

/** 主体灭失情形 (FIL-007): an open list, OTHER with a text. */
export type SubjectStatus = 'BANKRUPT' | 'CLOSED' | 'DEREGISTERED' | 'OTHER';

/** What a termination rests on besides its kind, in the words of who recorded it. */
export interface TerminationBasis {
  readonly subjectStatus: SubjectStatus | null;
  readonly evidence: string | null;
  readonly text: string | null;
}

/** 妥善处理后续工作 (FIL-010): what has to be settled. The notices name no tasks, so that these are our reading (PR). */
export type WrapUpKind = 'SETTLE_CANDIDATES' | 'FINISH_CERTIFICATES' | 'HAND_OVER_RECORDS';

/** One thing that has to be settled after a filing, or an item of it, has ended. */
export interface WrapUpTask {
  readonly kind: WrapUpKind;
  /** The item that has ended; null when the filing has. */
  readonly filedItemId: string | null;
  readonly openedOn: Day;
  readonly doneOn: Day | null;
}

/** Up to which day the clock has told what time brought, and what it has told of that day. */
export interface Told {
  readonly on: Day;
  readonly milestones: readonly FilingMilestone[];
}

/** What acts have added to a filing beside its facts. */
export interface FilingRecord {
  readonly expiryEvaluations: readonly ExpiryEvaluation[];
  readonly adjustments: readonly Adjustment[];
  readonly notEvaluable: readonly ItemNotEvaluable[];
  /** 主动提出不再开展认定 (FIL-008); null when it was not. */
  readonly terminationRequest: { readonly on: Day; readonly reason: string } | null;
  readonly terminationBasis: TerminationBasis | null;
  readonly wrapUp: readonly WrapUpTask[];
  /** What was remarked without refusing, by the act that met it. */
  readonly remarks: readonly Finding[];
  readonly told: Told | null;
}

/** Of a filing that nothing was done to since its receipt. */
export const emptyRecord: FilingRecord = {
  expiryEvaluations: [],
  adjustments: [],
  notEvaluable: [],
  terminationRequest: null,
  terminationBasis: null,
  wrapUp: [],
  remarks: [],
  told: null,
};

/** What acts have added to a filing; nothing where no act did. */
export function recordOf({ record }: { readonly record?: FilingRecord }): FilingRecord {
  return record ?? emptyRecord;
}
