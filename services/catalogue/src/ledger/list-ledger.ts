import { type Day, type Enforcement, strongestOf } from '@shanghai/kernel';
import { type Page, type PageArguments, badUserInput, pageOfList } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type RuleApplication, findRuleApplications, unapplied } from './application-store.js';
import { type HomeOfRule, findRuleHomes } from './home-store.js';
import { type RuleOnDay, ruleOnDay } from './rule-on-day-rules.js';
import { findPolicyRules } from './policy-rule-store.js';
import type { PolicyRule } from './policy-rule.js';

/** A rule as it is shown for a day. */
export interface ShownRule extends PolicyRule, RuleOnDay {
  readonly enforcement: Enforcement | null;
  readonly homes: readonly HomeOfRule[];
  readonly application: RuleApplication;
}

/** A page of rules. */
export type RulePage = Page<ShownRule>;

/** Which rules are asked for; what is absent does not narrow. */
export interface RuleSearch extends PageArguments {
  readonly notice?: string | null;
  readonly group?: string | null;
  readonly ids?: readonly string[] | null;
  readonly enforcement?: Enforcement | null;
  readonly inForce?: boolean | null;
}

const MOST_IDS = 100;

/**
 * Rules in the order of the ledger, as they stand on a day.
 * @throws GraphQLError BAD_USER_INPUT for too many ids, or BAD_CURSOR
 */
export async function listPolicyRules(
  store: Connection,
  asOf: Day,
  { first, after, ...search }: RuleSearch,
): Promise<RulePage> {
  if ((search.ids?.length ?? 0) > MOST_IDS) throw badUserInput(`at most ${MOST_IDS} ids`, { argument: 'ids' });
  const [rules, homes] = await Promise.all([findPolicyRules(store), findRuleHomes(store)]);
  const found = rules.map((rule) => onDay(rule, asOf, homes)).filter((rule) => isWanted(rule, search));
  const page = pageOfList({ first, after }, { asOf, ...search }, found);
  const applied = new Map(
    (
      await findRuleApplications(
        store,
        page.nodes.map(({ _id }) => _id),
      )
    ).map((one) => [one._id, one]),
  );
  const shown = (rule: Standing): ShownRule => ({ ...rule, application: applied.get(rule._id) ?? unapplied(rule._id) });
  return {
    ...page,
    nodes: page.nodes.map(shown),
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: shown(node) })),
  };
}

type Standing = Omit<ShownRule, 'application'>;

function onDay(rule: PolicyRule, asOf: Day, all: readonly HomeOfRule[]): Standing {
  const homes = all.filter((home) => home.rule === rule._id);
  return { ...rule, ...ruleOnDay(rule, asOf), homes, enforcement: strongestOf(homes) };
}

function isWanted(rule: Standing, { notice, group, ids, enforcement, inForce }: RuleSearch): boolean {
  return (
    (notice == null || rule.clauses.some((clause) => clause.notice === notice)) &&
    (group == null || rule._id.startsWith(`${group}-`)) &&
    (ids == null || ids.includes(rule._id)) &&
    (enforcement == null || rule.enforcement === enforcement) &&
    (inForce == null || rule.inForce === inForce)
  );
}
