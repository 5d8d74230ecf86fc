import { expect, test } from '@jest/globals';
import { type LedgerId, catalogueItemId, day } from '@shanghai/kernel';
import { testVectorsOf } from '@shanghai/kernel/testing';
import { projectDueOn } from '../../dist/application/assessment-rules.js';
import { agenciesUnderCap } from '../../dist/application/cap-rules.js';
import { publicityOf } from '../../dist/application/publicity-rules.js';
import type { FilingFacts } from '../../dist/filing/filing.js';
import { judgeWindow, preloadedRounds, roundOfMonth } from '../../dist/round/round-rules.js';
import { filed } from '../facts.js';
import { barista, earlier, instant, listed, verdictsOf } from '../application-facts.js';

const testVectors = testVectorsOf('AGY-010', 'AGY-014', 'AGY-015', 'AGY-019', 'AGY-021', 'AGY-022', 'AGY-023');

/** Every case of the ledger on applications, decided by the rules of this service. */
const decide: Readonly<Record<string, (input: string) => string>> = {
  'AGY-023 last day of publicity (day of publication not counted)': (published) => {
    const count = publicityOf(day(published));
    return count.determined ? count.lastDay : 'UNDETERMINED';
  },
  'AGY-019 project assessment due (last day, 24:00)': (passedOn) => projectDueOn(day(passedOn)),
  'AGY-014 2024-08 window open?': (at) => yesNo(judgeWindow({ at: instant(at), rounds: preloadedRounds }).verdict),
  'AGY-015 quarterly window open?': (input) => {
    const [on, round] = input.split(';') as [string, string?];
    const opened = round === 'round=opened' ? [roundOfMonth(on.slice(0, 7))] : [];
    return yesNo(judgeWindow({ at: instant(on), rounds: [...preloadedRounds, ...opened] }).verdict);
  },
  'AGY-022 locked after a failure recorded on': (input) => {
    const { failed, apply } = partsOf(input);
    return lock('AGY-022', apply!, earlier({ status: 'FAILED_PROJECT', endedOn: failed! }));
  },
  'AGY-021 locked after abandonment': (input) => {
    const { abandoned, apply, round } = partsOf(input);
    const lineageIds = input.includes('other occupation') ? ['item-other'] : listed('2024-08').lineageIds;
    const notice = round === '76' ? '沪人社职〔2025〕76号' : '沪人社职〔2024〕270号';
    return lock('AGY-021', apply!, earlier({ endedOn: abandoned!, lineageIds, notice }));
  },
  'AGY-010 place left under the cap?': (input) => yesNo(capVerdict(partsOf(input))),
};

test.each(testVectors)('%s: %s, %s: %s', (rule, what, input, expected) => {
  expect(decide[`${rule} ${what}`]!(input)).toBe(expected);
});

function lock(rule: LedgerId, at: string, before: ReturnType<typeof earlier>): string {
  return verdictsOf(rule, { at, earlier: [before] }).includes('FAIL') ? 'locked' : 'free';
}

/** 物流服务师 with filings under its own name, the old one, and one that is suspended with a renewal asked for. */
function capVerdict(counts: Readonly<Record<string, string>>): string {
  const at = '2025-03-26';
  const suspended = filed({
    suspensions: [{ from: day('2025-01-01'), to: null }],
    renewal: { requestedOn: day('2025-03-01'), decision: null },
  });
  const kinds: readonly (readonly [string, FilingFacts])[] = [
    ['filings 物流师', filed()],
    ['filings 物流服务师', filed()],
    ['filings SUSPENDED with renewal REQUESTED', suspended],
  ];
  const filings = kinds.flatMap(([name, facts]) =>
    Array.from({ length: Number(counts[name] ?? 0) }, (_, no) => ({ agencyId: `${name}-${no}`, facts })),
  );
  const fullName = counts['item']!;
  const item = { listed: listed('2025-03', { fullName, code: null, itemId: catalogueItemId('2025-03', fullName) }) };
  const filedCount = agenciesUnderCap(filings, day(at)).size;
  const items = [{ ...item, elsewhere: [], filedCount, pendingCount: 0 }];
  return verdictsOf('AGY-010', { at, form: { items: [barista({ fullName })] }, items })[0]!;
}

function partsOf(input: string): Readonly<Record<string, string>> {
  return Object.fromEntries(input.split(';').map((part) => part.split('=') as [string, string]));
}

function yesNo(verdict: string): string {
  return verdict === 'PASS' ? 'yes' : 'no';
}
