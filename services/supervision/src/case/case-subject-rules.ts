import { type Day, type DistrictCode, type Finding, finding } from '@shanghai/kernel';
import { caseClauses } from './case-ground-rules.js';
import { persons } from './case-machine.js';
import type { CaseSubjectType } from './violation-case.js';

/** Whom a case is about, as it is said: of a person whether there is a name. */
export interface NamedSubject {
  readonly type: CaseSubjectType;
  readonly agencyId: string | null;
  readonly name: string | null;
  readonly district: DistrictCode | null;
  readonly hasPerson: boolean;
}

type Part = Exclude<keyof NamedSubject, 'type'>;

const agencyParts: readonly Part[] = ['agencyId'];
const bodyParts: readonly Part[] = ['name', 'district'];
const personParts: readonly Part[] = ['agencyId', 'hasPerson'];

/** What each kind of subject is named by; what is not named here is not said of it. */
export const partsOfSubject: Readonly<Record<CaseSubjectType, readonly Part[]>> = {
  AGENCY: agencyParts,
  STAFF: personParts,
  CANDIDATE: personParts,
  GROUP_ORG: bodyParts,
  UNFILED_ORGANISATION: bodyParts,
};

const all: readonly Part[] = ['agencyId', 'name', 'district', 'hasPerson'];

/** SUBJECT_INCOMPLETE: an agency by its id, a person by agency and name, any other body by name and district, and no more. */
export function judgeSubject(subject: NamedSubject): readonly Finding[] {
  const clauses = persons.includes(subject.type) ? caseClauses.persons : caseClauses.authorities;
  const rule = { rule: 'VIO-001', force: 'MUST', code: 'SUBJECT_INCOMPLETE', clauses } as const;
  const needed = partsOfSubject[subject.type];
  const wrong = all.filter((part) => isSaid(subject[part]) !== needed.includes(part));
  if (wrong.length === 0) return [finding(rule, 'PASS', '处理对象已指明', { type: subject.type })];
  return wrong.map((part) =>
    finding(rule, 'FAIL', needed.includes(part) ? '处理对象未指明' : '此类处理对象不填此项', { type: subject.type }, [
      'subject',
      part === 'hasPerson' ? 'person' : part,
    ]),
  );
}

/** ACT_IN_FUTURE: what has not happened is no case. */
export function judgeActDay(actOn: Day, today: Day): Finding {
  const rule = { rule: 'VIO-001', force: 'MUST', code: 'ACT_IN_FUTURE', clauses: caseClauses.authorities } as const;
  return actOn <= today
    ? finding(rule, 'PASS', '行为已经发生', { actOn })
    : finding(rule, 'FAIL', '行为日期不应晚于登记之日', { actOn, today }, ['actOn']);
}

function isSaid(part: string | boolean | null): boolean {
  return typeof part === 'string' ? part.trim() !== '' : part === true;
}
