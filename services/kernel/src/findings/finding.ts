import type { Clause } from '../notices/clause.js';
import type { Code, Fault } from './fault.js';

/** The parts of the rule ledger. */
type LedgerPart =
  | 'MET'
  | 'CAT'
  | 'REC'
  | 'AGY'
  | 'RTE'
  | 'FIL'
  | 'EVL'
  | 'CRT'
  | 'SPV'
  | 'VIO'
  | 'EXP'
  | 'CMP'
  | 'CMT'
  | 'STF'
  | 'SIT'
  | 'QBK'
  | 'ISU'
  | 'POL'
  | 'DIS'
  | 'RET'
  | 'SYS';

/** A row of the rule ledger: AGY-010, or AGY-006a for a variant. */
export type LedgerId = `${LedgerPart}-${string}`;

/** 判定: NOT_APPLICABLE when the rule does not govern that day or subject, UNDETERMINED when a fact is not in hand. */
export type Verdict = 'PASS' | 'FAIL' | 'UNDETERMINED' | 'NOT_APPLICABLE';

/** 规则效力: MUST refuses, SHOULD refuses unless it is overridden with a reason, INFO never refuses. */
export type Force = 'MUST' | 'SHOULD' | 'INFO';

/** What a finding rests on, by name. Plain values, so that they can be journalled and shown. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A place in what was judged: names of fields and, as texts, positions in lists. */
export type Path = readonly string[];

/** The fact whose absence leaves a question open. */
export interface MissingFact {
  readonly code: Code;
  /** In Chinese, what has to be found out. */
  readonly message: string;
  readonly facts: Facts;
}

interface Judged {
  readonly rule: LedgerId;
  readonly force: Force;
  /** What the rule refuses with. The same whatever the verdict, so that a dry run can be compared with an act. */
  readonly code: Code;
  /** In Chinese, for applicants and officers. */
  readonly message: string;
  readonly facts: Facts;
  readonly clauses: readonly Clause[];
  /** Where in what was judged: ['items', '0', 'levels']; empty when it is about the whole. */
  readonly path: Path;
}

/** What one rule says of the facts on a day. Only an open question has a missing fact, and it always has one. */
export type Finding =
  | (Judged & { readonly verdict: Exclude<Verdict, 'UNDETERMINED'> })
  | (Judged & { readonly verdict: 'UNDETERMINED'; readonly missing: MissingFact });

/** The part of a rule row that its findings repeat. */
export interface RuleOfFinding {
  readonly rule: LedgerId;
  readonly force: Force;
  readonly code: Code;
  readonly clauses: readonly Clause[];
}

/** The finding of a rule that could be decided. */
export function finding(
  { rule, force, code, clauses }: RuleOfFinding,
  verdict: Exclude<Verdict, 'UNDETERMINED'>,
  message: string,
  facts: Facts = {},
  path: Path = [],
): Finding {
  return { rule, force, verdict, code, message, facts, clauses, path };
}

/** The finding of a rule that cannot be decided until the missing fact is in hand: it fails closed, it never guesses. */
export function undetermined(
  { rule, force, code, clauses }: RuleOfFinding,
  missing: MissingFact,
  facts: Facts = {},
  path: Path = [],
): Finding {
  return { rule, force, verdict: 'UNDETERMINED', code, message: missing.message, facts, clauses, path, missing };
}

/** The failure of a rule whose form content could not be read: the fault's code and reason, under the rule's id. */
export function findingOfFault(
  { rule, force, clauses }: Omit<RuleOfFinding, 'code'>,
  fault: Fault,
  path: Path = [],
): Finding {
  const { code, message, reason, source } = fault;
  return { rule, force, verdict: 'FAIL', code, message, facts: { reason, source }, clauses, path };
}
