import type { Day } from '@shanghai/kernel';
import { isFiledOn } from '../subject/subject-rules.js';
import type { Subject } from '../subject/subject.js';
import { thresholdOn } from './alert-rules.js';
import type { Warning } from './alert.js';
import { districtsOn } from './subject-warnings.js';

/** A line of a roster as agencies tell of it: whose it is can be compared, and read by nobody. */
export interface ToldPerson {
  readonly lineId: string;
  readonly role: 'SUPERVISOR' | 'LIAISON';
  readonly person: string;
}

/** The people of an agency as it has told of them last. */
export interface ToldRoster {
  readonly agencyId: string;
  readonly staffCount: number;
  readonly persons: readonly ToldPerson[];
}

/** An agency that supervision knows, with the people it has told of. */
export interface StaffedSubject {
  readonly subject: Subject;
  readonly roster: ToldRoster;
}

/** What the warning of the number of staff is about. */
export function aboutStaff(agencyId: string): string {
  return `staff/${agencyId}`;
}

/** What the warnings of one person at several agencies are about. */
export function aboutPerson(person: string): string {
  return `person/${person}`;
}

/** 工作人员应至少配备 5 名: what is asked for comparison (STF-001) is looked at elsewhere too, and said so. */
export function staffWarnings({ subject, roster }: StaffedSubject, on: Day): readonly Warning[] {
  const { _id: agencyId, body } = subject;
  const least = thresholdOn('STAFF_BELOW_FIVE', '至少', on);
  if (!isFiledOn(subject, on) || roster.staffCount >= least) return [];
  return [
    {
      rule: 'STAFF_BELOW_FIVE',
      about: aboutStaff(agencyId),
      // Fewer than before is another cause: who dismissed four has not dismissed two.
      cause: String(roster.staffCount),
      ...{ agencyId, districts: districtsOn(subject, on) },
      value: `在册工作人员${roster.staffCount}人`,
      expected: `至少${least}人${body?.type === 'COMPARISON' ? '' : '（对比照认定机构的要求，其他机构参照）'}`,
      evidence: [{ kind: 'AGENCY', id: agencyId }],
      text: `${body?.name ?? '该机构'}的在册工作人员为${roster.staffCount}人，少于${least}人。`,
    },
  ];
}

/** The same person as supervisor or liaison of several filed agencies: one warning at each of them, of its own districts. */
export function samePersonWarnings(staffed: readonly StaffedSubject[], on: Day): readonly Warning[] {
  const filed = staffed.filter(({ subject }) => isFiledOn(subject, on));
  const persons = new Set(filed.flatMap(({ roster }) => roster.persons.map(({ person }) => person)));
  return [...persons].flatMap((person) => {
    const at = filed
      .filter(({ roster }) => roster.persons.some((one) => one.person === person))
      .sort((a, b) => (a.subject._id < b.subject._id ? -1 : 1));
    return at.length < 2 ? [] : at.map((own) => samePerson(person, own, at, on));
  });
}

const roleLabels: Readonly<Record<ToldPerson['role'], string>> = { SUPERVISOR: '内部质量督导员', LIAISON: '联系人' };

function samePerson(person: string, own: StaffedSubject, at: readonly StaffedSubject[], on: Day): Warning {
  const { _id: agencyId, body } = own.subject;
  const lines = own.roster.persons.filter((one) => one.person === person);
  const roles = [...new Set(lines.map(({ role }) => roleLabels[role]))].join('、');
  const ids = at.map(({ subject }) => subject._id);
  const others = ids.filter((id) => id !== agencyId);
  return {
    rule: 'SAME_PERSON_AT_AGENCIES',
    about: aboutPerson(person),
    cause: [agencyId, ...ids].join(','),
    ...{ agencyId, districts: districtsOn(own.subject, on) },
    value: `${roles}1人同时在另外${others.length}家机构的名册中`,
    expected: '联系人和内部质量督导员不同时在多家机构任职，或已说明',
    evidence: [
      ...lines.slice(0, 2).map(({ lineId }) => ({ kind: 'ROSTER_LINE', id: lineId }) as const),
      ...[agencyId, ...others.slice(0, 10)].map((id) => ({ kind: 'AGENCY', id }) as const),
    ],
    text: `${body?.name ?? '该机构'}名册中的${roles}1人同时在另外${others.length}家机构任联系人或内部质量督导员。`,
  };
}
