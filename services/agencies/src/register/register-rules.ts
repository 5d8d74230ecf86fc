import {
  type Code,
  type Day,
  type DistrictCode,
  type Finding,
  type Path,
  type ResidentId,
  type Role,
  type Reading,
  finding,
  findingOfFault,
} from '@shanghai/kernel';
import { registerOwners } from './register-machine.js';
import type { PersonDetails, RegisterKind } from './registered-person.js';

/** Who keeps a register: a role, with what narrows it. */
export interface Keeper {
  readonly role: Role;
  readonly district: DistrictCode | null;
}

/** What is registered, as far as rules look at it. */
export interface Registration extends PersonDetails {
  readonly kind: RegisterKind;
  readonly no: string;
  readonly name: string;
  readonly district: DistrictCode | null;
  readonly idNumber: Reading<ResidentId>;
}

/** What the register has already. */
export interface RegisterFacts {
  /** Whether the same person is in the same register of the same body. */
  readonly isRegistered: boolean;
  readonly isNumberTaken: boolean;
}

/**
 * Whether who asks keeps that register (EXP-001, EXP-002, ISU-005): NOT_AUTHORISED for another body, OUT_OF_DISTRICT for a
 * supervisor of another district.
 */
export function judgeKeeper(kind: RegisterKind, district: DistrictCode | null, by: Keeper): Finding {
  const { by: role, label, rule, clauses } = registerOwners[kind];
  const row = { rule, force: 'MUST', clauses } as const;
  if (by.role !== role) return finding({ ...row, code: 'NOT_AUTHORISED' }, 'FAIL', `无权管理${label}名册`, { kind });
  const code = 'OUT_OF_DISTRICT';
  return kind === 'DISTRICT_SUPERVISOR' && district !== by.district
    ? finding({ ...row, code }, 'FAIL', '只能管理本区的督导员', { district }, ['district'])
    : finding({ ...row, code }, 'PASS', `${label}名册由其管理`, { kind });
}

/**
 * Whether a person can be registered: by who keeps the register, with a number that can be one, once: INVALID_ID_NUMBER,
 * FIELD_REQUIRED, PERSON_REGISTERED, REGISTER_NUMBER_TAKEN, all at once.
 */
export function judgeNewPerson(
  registration: Registration,
  { isRegistered, isNumberTaken }: RegisterFacts,
  by: Keeper,
): readonly Finding[] {
  const { kind, idNumber } = registration;
  const row = rowOf(kind);
  return [
    judgeKeeper(kind, registration.district, by),
    ...(idNumber.ok ? [] : idNumber.faults.map((fault) => findingOfFault(row, fault, ['idNumber']))),
    ...judgeDetails(kind, registration, [
      ['no', '编号', registration.no],
      ['name', '姓名', registration.name],
    ]),
    ...(isRegistered ? [failed(kind, 'PERSON_REGISTERED', '该人员已在名册内', ['idNumber'])] : []),
    ...(isNumberTaken ? [failed(kind, 'REGISTER_NUMBER_TAKEN', '该编号已被使用', ['no'])] : []),
  ];
}

/** Whether the details say what they have to (CMT-205 rests on them): FIELD_REQUIRED for an employer or a related body that is blank. */
export function judgeDetails(
  kind: RegisterKind,
  { employer, relations }: PersonDetails,
  others: readonly (readonly [field: string, label: string, text: string])[] = [],
): readonly Finding[] {
  const needed = [
    ...others.map(([field, label, text]) => ({ path: [field], label, text })),
    { path: ['employer'], label: '工作单位', text: employer },
    ...relations.map(({ body }, at) => ({ path: ['relations', `${at}`, 'body'], label: '关联单位', text: body })),
  ];
  return needed
    .filter(({ text }) => text.trim() === '')
    .map(({ path, label }) => failed(kind, 'FIELD_REQUIRED', `应填写${label}`, path));
}

/** Whether the last day of a person lies in its time: not before the first day (REMOVED_BEFORE_REGISTERED). */
export function judgeRemoval(kind: RegisterKind, from: Day, lastDay: Day): readonly Finding[] {
  return lastDay < from ? [failed(kind, 'REMOVED_BEFORE_REGISTERED', '终止日早于登记日', ['lastDay'])] : [];
}

function rowOf(kind: RegisterKind) {
  const { rule, clauses } = registerOwners[kind];
  return { rule, force: 'MUST', clauses } as const;
}

function failed(kind: RegisterKind, code: Code, message: string, path: Path): Finding {
  return finding({ ...rowOf(kind), code }, 'FAIL', message, {}, path);
}
