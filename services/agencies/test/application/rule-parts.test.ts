import { expect, test } from '@jest/globals';
import type { FactPart } from '../../dist/application/gather-submission-facts.js';
import { partsOfRules } from '../../dist/application/rule-on-days.js';
import type { SubmissionFacts } from '../../dist/application/submission-facts.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { earlier, lawful } from '../application-facts.js';

const days = ['2024-08-26', '2025-03-26', '2026-07-01'];

/** Facts in which every part has something to say: full items, a lock, a restriction. */
function busy(at: string): SubmissionFacts {
  const { items, ...facts } = lawful({
    at,
    earlier: [earlier({ endedOn: '2024-07-01' }), earlier({ endedOn: '2025-02-01', status: 'FAILED_AGENCY' })],
    restrictions: [{ from: facts2024.on, to: null }],
  });
  return { ...facts, items: items!.map((one) => ({ ...one, filedCount: 3, pendingCount: 1 })) };
}
const facts2024 = lawful({ at: '2024-01-02' });

/** The facts as they are when only some parts were looked up. */
function lookedUp(parts: readonly FactPart[], facts: SubmissionFacts): SubmissionFacts {
  const items = facts.items!.map((one) =>
    parts.includes('counts') ? one : { ...one, filedCount: 0, pendingCount: 0 },
  );
  return {
    ...facts,
    items: parts.includes('items') ? items : null,
    earlier: parts.includes('earlier') ? facts.earlier : [],
    creditCodeIsTaken: parts.includes('body') && facts.creditCodeIsTaken,
    restrictions: parts.includes('body') ? facts.restrictions : null,
  };
}

test.each(Object.entries(partsOfRules).flatMap(([rule, parts]) => days.map((at) => [rule, at, parts] as const)))(
  '%s on %s says the same with nothing looked up but %j',
  (rule, at, parts) => {
    const facts = busy(at);
    const of = (given: SubmissionFacts) => judgeSubmission(given).filter((one) => one.rule === rule);
    expect(of(lookedUp(parts, facts))).toEqual(of(facts));
  },
);
