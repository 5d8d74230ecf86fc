import type { CaseStatus, CaseSubjectType, Clue } from '@shanghai/supervision';
import {
  type CaseStep,
  acceptCase,
  archive,
  closeIt,
  dismiss,
  investigate,
  order,
  outcome,
  propose,
  suspend,
  transfer,
} from './case-steps.js';

/** One way in which a case has gone by the day that all is invented for (2026-11-01). */
export interface CaseLife {
  readonly name: string;
  readonly subject: CaseSubjectType;
  readonly source: Clue['source'];
  readonly matter: Clue['matter'];
  readonly actOn: string;
  readonly registeredOn: string;
  readonly steps: readonly CaseStep[];
  /** Where machine 5 has brought it. */
  readonly ends: CaseStatus;
  /** Whether it needs an agency that the district has filed itself. */
  readonly ownFiling: boolean;
}

const decided = [investigate('2026-09-07'), order('2026-09-21', '2026-10-16')];
const executed = [investigate('2026-07-06'), order('2026-07-20', '2026-08-20'), acceptCase('2026-08-17')];

/** One for each state that machine 5 has, and for each kind of subject; of what is due one before its last day and one after. */
export const caseLives: readonly CaseLife[] = [
  life('a clue', [], 'REGISTERED', { source: 'COMPLAINT', actOn: '2026-10-20', registeredOn: '2026-10-27' }),
  life('looked into', [investigate('2026-10-15')], 'INVESTIGATING', { registeredOn: '2026-10-09' }),
  life('for the city to decide', [investigate('2026-09-28'), propose('2026-10-19')], 'REFERRED_TO_CITY', {
    source: 'MEDIA',
    registeredOn: '2026-09-24',
  }),
  life('suspended too late', [investigate('2026-09-14'), suspend('2026-09-28', '2026-10-12')], 'DECIDED', {
    registeredOn: '2026-09-10',
    ownFiling: true,
  }),
  life('to be put right', [investigate('2026-10-12'), order('2026-10-21', '2026-11-16')], 'RECTIFYING', {
    registeredOn: '2026-10-08',
  }),
  life('overdue', decided, 'RECTIFYING', { registeredOn: '2026-09-02', actOn: '2026-08-28' }),
  life('put right', executed, 'EXECUTED', { registeredOn: '2026-07-01', actOn: '2026-06-24' }),
  life('closed', [...executed, archive('2026-08-19'), closeIt('2026-08-21')], 'CLOSED', {
    registeredOn: '2026-07-01',
    actOn: '2026-06-24',
  }),
  life('of an inspection', [investigate('2026-09-24')], 'INVESTIGATING', {
    ...{ source: 'INSPECTION', actOn: '2026-09-18', registeredOn: '2026-09-22' },
  }),
  life('unfounded', [investigate('2026-09-16'), dismiss('2026-10-12')], 'DISMISSED', {
    source: 'COMPLAINT',
    registeredOn: '2026-09-11',
  }),
  life('of a body without a filing', [investigate('2026-09-22'), transfer('2026-10-14')], 'EXECUTED', {
    ...{ subject: 'UNFILED_ORGANISATION', matter: 'UNFILED_EVALUATION', registeredOn: '2026-09-18' },
  }),
  life('of a group', [investigate('2026-10-13'), outcome('2026-10-26', 'DISTRICT_BUREAU')], 'EXECUTED', {
    ...{ subject: 'GROUP_ORG', registeredOn: '2026-10-10' },
  }),
  life('of a candidate', [investigate('2026-10-16', 'AGENCY'), outcome('2026-10-23', 'AGENCY')], 'EXECUTED', {
    ...{ subject: 'CANDIDATE', registeredOn: '2026-10-14' },
  }),
  life('of one of the staff', [investigate('2026-10-22', 'AGENCY')], 'INVESTIGATING', {
    ...{ subject: 'STAFF', matter: 'LEAK', registeredOn: '2026-10-21' },
  }),
];

function life(
  name: string,
  steps: readonly CaseStep[],
  ends: CaseStatus,
  said: Pick<CaseLife, 'registeredOn'> & Partial<CaseLife>,
): CaseLife {
  const usual = {
    subject: 'AGENCY',
    source: 'DATA_ALERT',
    matter: 'OTHER',
    actOn: '2026-08-31',
    ownFiling: false,
  } as const;
  return { ...usual, name, steps, ends, ...said };
}
