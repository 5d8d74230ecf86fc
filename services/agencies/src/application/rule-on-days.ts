import type { Day, Finding } from '@shanghai/kernel';
import { badUserInput } from '@shanghai/platform';
import type { Context } from '../context.js';
import { machines } from './machines.js';
import { noonOf, storedApplication } from './check-application.js';
import { type FactPart, everyPart, gatherFactsAt } from './gather-submission-facts.js';
import { judgeSubmission } from './submission-rules.js';

/** What one rule says on one day. */
export interface RuleOnDay {
  readonly on: Day;
  readonly findings: readonly Finding[];
}

const MOST_DAYS = 10;

/** What a rule looks at that has to be looked up, beside the application and the rounds; all of it where a rule has no row. */
export const partsOfRules: Readonly<Record<string, readonly FactPart[]>> = {
  'AGY-006a': [],
  'AGY-006b': [],
  'AGY-007a': [],
  'AGY-007b': [],
  'AGY-009': ['items'],
  'AGY-010': ['items', 'counts'],
  'AGY-011': [],
  'AGY-012': [],
  'AGY-013': [],
  'AGY-014': [],
  'AGY-015': [],
  'AGY-021': ['items', 'earlier'],
  'AGY-022': ['earlier'],
  'CAT-012': ['items'],
  'VIO-006': ['body'],
};

/**
 * 规则沿革: what one rule says of a stored application, as if it were submitted at noon of each day; null when the caller sees
 * none of that id.
 * @throws GraphQLError BAD_USER_INPUT for a rule that no submission is judged by, and for no day or more than ten
 */
export async function ruleOnDays(
  context: Context,
  {
    rule,
    applicationId,
    days,
  }: { readonly rule: string; readonly applicationId: string; readonly days: readonly Day[] },
): Promise<readonly RuleOnDay[] | null> {
  if (days.length === 0 || days.length > MOST_DAYS)
    throw badUserInput(`between 1 and ${MOST_DAYS} days are compared`, { argument: 'days', maximum: MOST_DAYS });
  const submitted = await storedApplication(context, applicationId);
  if (!submitted) return null;
  const parts = partsOfRules[rule] ?? everyPart;
  const facts = await gatherFactsAt(context.store, submitted, { instants: days.map(noonOf), parts });
  const compared = facts.map((one) => ({
    on: one.on,
    findings: judgeSubmission(one).filter((finding) => finding.rule === rule),
  }));
  // A rule may have nothing to say of a form without items.
  const isKnown = machines[submitted.route].some(
    ({ act, guards }) => act === 'submitApplication' && guards.some((one) => one === rule),
  );
  if (!isKnown && compared.every(({ findings }) => findings.length === 0))
    throw badUserInput('no submission is judged by this rule', { argument: 'rule' });
  return compared;
}
