import type { Holding } from '../post/post.js';
import type { Contract } from './roster-facts.js';

/** 新增、变更、删除 (附件5-2⑨): what a line says of a person. */
export type LineMark = 'ADD' | 'CHANGE' | 'DELETE';

/** The two sheets of a roster: 工作人员信息汇总表 and 内部质量监督员信息汇总表. */
export type Sheet = 'STAFF' | 'INTERNAL_SUPERVISORS';

/** What both sheets have of a person, as typed. Null or blank: not filled in. */
export interface TypedPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly employer: string;
  /** 备注 beside what the sheet knows by itself. */
  readonly note: string | null;
}

/** A person on the sheet of staff, as typed. */
export interface TypedStaff extends TypedPerson {
  readonly department: string | null;
  readonly title: string | null;
  readonly posts: readonly Holding[];
  readonly contract: Contract | null;
}

/** A person on the sheet of internal quality supervisors, as typed. */
export interface TypedSupervisor extends TypedPerson {
  readonly gender: string | null;
  /** Eight digits: 19760521. */
  readonly birthDate: string | null;
  readonly education: string | null;
  readonly qualification: string | null;
  readonly workAddress: string | null;
  readonly email: string | null;
  readonly experience: string | null;
  readonly hasForm: boolean;
}

/** One line as it is uploaded or typed: whom it is about, and what it says of them. */
export interface TypedLine {
  readonly mark: LineMark;
  /** 备案时间: eight digits as typed; null for the day of the act. */
  readonly filedOn: string | null;
  /** 序号 as typed; null where the sheet counts by itself. */
  readonly no: string | null;
  /** The line it is about where an act names it; null where the identity number says so. */
  readonly lineId: string | null;
  readonly staff: TypedStaff | null;
  readonly supervisor: TypedSupervisor | null;
}

/** What is typed of the person on either sheet; null of a line that is only taken off. */
export function personOf({ staff, supervisor }: Pick<TypedLine, 'staff' | 'supervisor'>): TypedPerson | null {
  return staff ?? supervisor;
}
