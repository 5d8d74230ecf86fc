import { dayAt } from '@shanghai/kernel';
import type { PolicyRuleResolvers, RuleApplicationResolvers, RulePrecedenceResolvers } from '../generated/resolvers.js';
import type { RuleGroup } from '../generated/resolvers.js';

export const PolicyRule = {
  id: ({ _id }) => _id,
  group: ({ _id }) => _id.slice(0, 3) as RuleGroup,
} satisfies PolicyRuleResolvers;

export const RulePrecedence = {
  rule: ({ by }) => by.rule,
} satisfies RulePrecedenceResolvers;

export const RuleApplication = {
  lastDoneOn: ({ lastDoneAt }) => lastDoneAt && dayAt(lastDoneAt),
  refused: ({ refusals }) => refusals.reduce((sum, { count }) => sum + count, 0),
  lastRefusedOn: ({ refusals }) => {
    const last = refusals.map(({ lastAt }) => lastAt.getTime()).sort((a, b) => b - a)[0];
    const found = refusals.find(({ lastAt }) => lastAt.getTime() === last);
    return found ? dayAt(found.lastAt) : null;
  },
} satisfies RuleApplicationResolvers;
