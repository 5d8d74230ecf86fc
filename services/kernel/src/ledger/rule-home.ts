import type { LedgerId } from '../findings/finding.js';
import { ledgerIdsIn } from './ledger-id.js';

/**
 * 落实方式. ENFORCED: a guard or a rule refuses or remarks. QUERYABLE: a field answers it. TEXT: there is nothing to compute.
 * PLANNED: it is to come. The strongest first.
 */
export const enforcements = ['ENFORCED', 'QUERYABLE', 'TEXT', 'PLANNED'] as const;

/** 落实方式 of one rule at one home. */
export type Enforcement = (typeof enforcements)[number];

/** 规则的落实: what one service does about one row of the ledger. */
export interface RuleHome {
  readonly rule: LedgerId;
  readonly enforcement: Enforcement;
  /** Files from the root of the repository, and fields of the graph as `Type.field`. None where nothing computes it. */
  readonly places: readonly string[];
  /** Why nothing computes it, or what is to come; null where something does. */
  readonly reason: string | null;
}

/** The event by which a service says what it does about which rules. */
export const RULES_STATED = 'rules.stated';

/** What it holds. */
export interface RulesStated {
  readonly homes: readonly RuleHome[];
}

/** The event that says it. */
export function rulesStated(homes: readonly RuleHome[]): { readonly type: string; readonly payload: RulesStated } {
  return { type: RULES_STATED, payload: { homes } };
}

/** Where rows stand: the file, from the root of the repository, and what it exports. */
export type RowsOfFile = readonly [file: string, rows: unknown];

/** One row of a machine of states, as far as the ledger asks. */
export interface GuardedAct {
  readonly act: string;
  readonly by: readonly string[];
  readonly guards: readonly LedgerId[];
}

/** A home for every ledger id that the rows of files carry. */
export function homesInFiles(enforcement: Enforcement, files: readonly RowsOfFile[]): readonly RuleHome[] {
  return files.flatMap(([file, rows]) => ledgerIdsIn(rows).map((rule) => home(rule, enforcement, [file])));
}

/** A home at each mutation whose row names the rule among its guards; acts of the clock alone are none. */
export function homesInMachine(
  rows: readonly GuardedAct[],
  mutationOf: (act: string) => string = (act) => act,
): readonly RuleHome[] {
  return rows
    .filter(({ by }) => by.some((actor) => actor !== 'SYSTEM'))
    .flatMap(({ act, guards }) => guards.map((rule) => home(rule, 'ENFORCED', [`Mutation.${mutationOf(act)}`])));
}

/** Rules that fields of the graph answer. */
export function answered(rules: readonly LedgerId[], ...fields: readonly string[]): readonly RuleHome[] {
  return rules.map((rule) => home(rule, 'QUERYABLE', fields));
}

/** Rules that fields or files carry out without a row of their own. */
export function carriedOut(rules: readonly LedgerId[], ...places: readonly string[]): readonly RuleHome[] {
  return rules.map((rule) => home(rule, 'ENFORCED', places));
}

/** A rule of which there is nothing to compute, and why. */
export function textOnly(rule: LedgerId, reason: string): RuleHome {
  return home(rule, 'TEXT', [], reason);
}

/** Rules that are to come, and with what. */
export function planned(rules: readonly LedgerId[], reason: string): readonly RuleHome[] {
  return rules.map((rule) => home(rule, 'PLANNED', [], reason));
}

/**
 * One home for each rule and enforcement, with all its places once, in the order of the ids. Where a rule is carried out, what
 * was said of it as text or as planned is left out.
 */
export function mergeHomes(homes: readonly RuleHome[]): readonly RuleHome[] {
  const merged = new Map<string, RuleHome>();
  for (const one of homes) {
    const key = `${one.rule}/${enforcements.indexOf(one.enforcement)}`;
    const before = merged.get(key);
    const places = [...new Set([...(before?.places ?? []), ...one.places])].sort();
    merged.set(key, { ...one, reason: before?.reason ?? one.reason, places });
  }
  const carried = new Set([...merged.values()].filter(isCarriedOut).map(({ rule }) => rule));
  return [...merged]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, one]) => one)
    .filter((one) => isCarriedOut(one) || !carried.has(one.rule));
}

/** The strongest way in which any of its homes carries out a rule; null without a home. */
export function strongestOf(homes: readonly Pick<RuleHome, 'enforcement'>[]): Enforcement | null {
  return enforcements.find((one) => homes.some(({ enforcement }) => enforcement === one)) ?? null;
}

function isCarriedOut({ enforcement }: RuleHome): boolean {
  return enforcement === 'ENFORCED' || enforcement === 'QUERYABLE';
}

function home(
  rule: LedgerId,
  enforcement: Enforcement,
  places: readonly string[],
  reason: string | null = null,
): RuleHome {
  return { rule, enforcement, places, reason };
}
