import { type Day, addDays } from '@shanghai/kernel';
import type { AgencyNature, AgencyType } from '../agency/agency.js';
import type { Holding } from '../post/post.js';

/** 劳动合同、劳务协议、聘用合同 (附件5 二（一）). */
export type ContractKind = 'LABOUR' | 'SERVICE' | 'ENGAGEMENT';

/** 主要条款要素: what an engagement contract has to contain (附件5-2④). */
export type ContractClause =
  'TERM' | 'PLACE' | 'POST_AND_DUTIES' | 'RIGHTS_AND_DUTIES' | 'LIABILITY' | 'CHANGE_AND_END' | 'OTHER_AGREEMENTS';

/** The contract of a staff member. */
export interface Contract {
  readonly kind: ContractKind;
  /** Whether the signed contract is attached. */
  readonly isAttached: boolean;
  /** Which of the seven clauses it contains; asked of an engagement contract alone. */
  readonly clauses: readonly ContractClause[];
}

/** A post somebody had or has: from a day to the last day, null while it goes on. */
export interface HeldPost extends Holding {
  readonly from: Day;
  readonly to: Day | null;
}

/** One staff member on a day, as the rules see it. */
export interface StaffFacts {
  readonly id: string;
  /** The cumulative number on the sheet. */
  readonly no: number;
  /** What says that two lines are one person: never the identity number. */
  readonly person: string;
  /** 职务, as typed. */
  readonly title: string | null;
  readonly contract: Contract | null;
  /** Every post up to the day; those that end earlier are its history. */
  readonly posts: readonly HeldPost[];
}

/** One internal quality supervisor on a day, as the rules see it. */
export interface SupervisorFacts {
  readonly id: string;
  readonly no: number;
  readonly person: string;
  /** Whether the application form (附件5-3) is attached. */
  readonly hasForm: boolean;
}

/** 名册: the people of an agency on a day, in the order of their numbers. */
export interface RosterFacts {
  readonly staff: readonly StaffFacts[];
  readonly supervisors: readonly SupervisorFacts[];
}

/** How a roster is judged. */
export interface RosterCase {
  readonly on: Day;
  /** Hard for comparison, remarks for others. */
  readonly type: AgencyType;
  /** By which the usual rank is told; null where it is not known. */
  readonly nature: AgencyNature | null;
  /** The first day of the filing that stands, within which roles are not swapped; null where there is none. */
  readonly filedOn: Day | null;
}

/** The posts that somebody has on a day. */
export function heldOn({ posts }: Pick<StaffFacts, 'posts'>, on: Day): readonly HeldPost[] {
  return posts.filter(({ from, to }) => from <= on && (to === null || on <= to));
}

/** What somebody had before a day, each to the day before it at the latest. */
export function endedBefore({ posts }: Pick<StaffFacts, 'posts'>, on: Day): readonly HeldPost[] {
  const last = addDays(on, -1);
  return posts
    .filter(({ from }) => from < on)
    .map((one) => ({ ...one, to: one.to === null || one.to >= on ? last : one.to }));
}

/** Whether two holdings are of the same post and the same side of it. */
export function isSameHolding(one: Holding, other: Holding): boolean {
  return one.post === other.post && one.duty === other.duty;
}
