import type { Day, DistrictCode } from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';

/** 名册种类: as what a person is registered (EXP-001, EXP-002, ISU-005). */
export type RegisterKind = 'EXPERT' | 'MUNICIPAL_SUPERVISOR' | 'DISTRICT_SUPERVISOR' | 'EXAMINER';

/** 回避关系 (CMT-205): 亲属、朋友、师生、师徒或有特殊关系人员. */
export type RelationKind = 'RELATIVE' | 'FRIEND' | 'TEACHER_STUDENT' | 'MASTER_APPRENTICE' | 'SPECIAL';

/** A relation that excludes: to somebody of a body, which is named by name or credit code; the other person is not kept. */
export interface Relation {
  readonly kind: RelationKind;
  readonly body: string;
}

export type RegisterStatus = 'REGISTERED' | 'REMOVED';

/** What is said of a person beside who it is. */
export interface PersonDetails {
  readonly employer: string;
  /** 职务、职称. */
  readonly title: string | null;
  /** 专业领域. */
  readonly speciality: string | null;
  /** 资格证书编号, and its last day where it has one. */
  readonly qualificationNo: string | null;
  readonly qualifiedUntil: Day | null;
  readonly relations: readonly Relation[];
}

/** A person in a register. Nobody is deleted: who leaves has a last day. */
export interface RegisteredPerson extends PersonDetails {
  readonly _id: string;
  readonly kind: RegisterKind;
  readonly status: RegisterStatus;
  /** The number in the register, by which panels name an expert. */
  readonly no: string;
  /** Whose examiner it is; null for others. */
  readonly agencyId: string | null;
  /** Whose supervisor it is; null for others. */
  readonly district: DistrictCode | null;
  readonly name: Sealed;
  readonly idNumber: Sealed;
  /** By which the same person is found again. */
  readonly idHash: SearchHash;
  readonly phone: Sealed | null;
  readonly from: Day;
  /** The last day; null while registered. */
  readonly to: Day | null;
}

/** The fields by which persons of registers are sealed. */
export const sealedPersonFields = {
  name: 'register.name',
  idNumber: 'register.idNumber',
  phone: 'register.phone',
} as const;

/** An entry as it is stored: with what acts on it are given, so that they meet what was read. */
export type StoredPerson = RegisteredPerson & { readonly version: number };
