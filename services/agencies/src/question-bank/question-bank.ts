import type { Day, LevelNumber } from '@shanghai/kernel';
import type { StandardKind } from '../item/filed-item.js';

/** What is said of a question bank: by which standard it was made, and when. Never a question. */
export interface BankDetails {
  readonly standardKind: StandardKind;
  readonly standardName: string;
  readonly standardVersion: string;
  readonly updatedOn: Day;
  /** 自愿纳入市级题库统筹使用 (QBK-003). */
  readonly sharedToMunicipal: boolean;
}

/** 题库备案: that an agency has a question bank for a filed item at a level (QBK-006). */
export interface QuestionBank extends BankDetails {
  readonly _id: string;
  readonly status: 'REGISTERED' | 'WITHDRAWN';
  readonly agencyId: string;
  readonly filedItemId: string;
  readonly fullName: string;
  readonly nameKey: string;
  /** Null for a special ability, which has no levels. */
  readonly level: LevelNumber | null;
  readonly registeredOn: Day;
  /** By which the standard is found. */
  readonly standardKey: string;
  /** From which day on a newer standard is in force than the bank was made by; null while none is known. */
  readonly staleFrom: Day | null;
}

/** A bank as it is stored. */
export type StoredBank = QuestionBank & { readonly version: number };

/** A version of a standard, as the Centre recorded it. */
export interface StandardVersion {
  readonly version: string;
  readonly effectiveOn: Day;
  readonly basisDocument: string;
}

/** A standard with its versions in the order of their days. */
export interface Standard {
  readonly _id: string;
  readonly status: 'RECORDED';
  readonly name: string;
  readonly key: string;
  readonly versions: readonly StandardVersion[];
}

/** A standard as it is stored. */
export type StoredStandard = Standard & { readonly version: number };
