import type { EndingRetention } from '../retention/material-record.js';
import { retentionRules } from '../retention/retention-rules.js';
import type { Deadline } from './deadline.js';

const media = { PAPER: '纸质材料', ELECTRONIC: '电子材料' } as const;

/** 保管期满 (RET-001): the last day on which materials have to be kept, the day of the event not counted. */
export function deadlineOfRetention({ medium, eventOn, retainUntil: on, count }: EndingRetention): Deadline {
  const [{ rule, years, clauses }] = retentionRules;
  return {
    kind: 'RETENTION_ENDS',
    on,
    rule,
    countedFrom: eventOn,
    passedDays: [],
    explanation: `${count}件${media[medium]}自${eventOn}起保管${years[medium]}年（当日不计入），至${on}24时止，次日起方可处置`,
    clauses,
  };
}
