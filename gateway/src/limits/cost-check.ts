import type { Caller } from '@shanghai/platform';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Executor } from '../execution/executor.js';
import { type costBudgets, rowOf } from './budgets.js';
import { compileCost, type OperationCost } from './cost/compile-cost.js';
import { readCostWeights } from './cost/cost-weights.js';
import { tooComplexError } from './too-complex.js';

/** What is to be priced, and for whom. */
export interface Priced {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The variables as the operation declares them. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** Asked for its price alone: nothing is too much. */
  readonly isCostOnly: boolean;
}

/** What an operation may cost, told in `extensions.cost`. */
export interface Price {
  readonly estimate: number;
  readonly budget: number;
  /** What an answer has cost. */
  actual(data: Readonly<Record<string, unknown>>): number;
}

/** Told where there are no budgets. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/**
 * Makes the check that refuses with TOO_COMPLEX, before planning, an operation that may cost more than its caller's budget, if
 * there are budgets.
 */
export function createCostCheck(executor: Executor, budgets: typeof costBudgets | undefined): (asked: Priced) => Price {
  let weights = readCostWeights(executor.supergraphSdl);
  // Of the schema it was compiled on: an operation's node is kept from one request to the next.
  let compiled = new WeakMap<OperationDefinitionNode, OperationCost>();
  executor.onSchemaChange(() => {
    weights = readCostWeights(executor.supergraphSdl);
    compiled = new WeakMap();
  });

  function costOf(document: DocumentNode, operation: OperationDefinitionNode): OperationCost {
    const known = compiled.get(operation);
    if (known) return known;
    const made = compileCost({ schema: executor.schema, weights, document, operation });
    compiled.set(operation, made);
    return made;
  }

  return ({ caller, isCostOnly, document, operation, coerced }) => {
    const cost = costOf(document, operation);
    const budget = budgets ? rowOf(budgets, caller.role) : UNBOUNDED;
    const estimate = cost.estimate(coerced);
    if (estimate > budget && !isCostOnly) throw tooComplexError({ reason: 'COST', value: estimate, maximum: budget });
    return { estimate, budget, actual: (data) => cost.actual(coerced, data) };
  };
}
