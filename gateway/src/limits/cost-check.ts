import type { Caller } from '@shanghai/platform';
import type { DocumentNode } from 'graphql';
import type { Executor } from '../execution/executor.js';
import { type costBudgets, rowOf } from './budgets.js';
import { actualCost, estimateCost, type PricedOperation } from './cost/cost-of-operation.js';
import { readCostWeights } from './cost/cost-weights.js';
import { tooComplexError } from './too-complex.js';

/** What is to be priced, and for whom. */
export interface Priced {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
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
 * Makes the check that refuses with TOO_COMPLEX, before planning, an operation that may cost more than its caller's budget, if there are budgets.
 * Undefined where operation or variables are not usable: the execution tells why.
 */
export function createCostCheck(
  executor: Executor,
  budgets: typeof costBudgets | undefined,
): (asked: Priced) => Price | undefined {
  let weights = readCostWeights(executor.supergraphSdl);
  executor.onSchemaChange(() => (weights = readCostWeights(executor.supergraphSdl)));

  return ({ caller, isCostOnly, ...asked }) => {
    const priced: PricedOperation = { schema: executor.schema, weights, ...asked };
    const budget = budgets ? rowOf(budgets, caller.role) : UNBOUNDED;
    const estimate = estimateCost(priced);
    if (estimate === undefined) return undefined;
    if (estimate > budget && !isCostOnly) throw tooComplexError({ reason: 'COST', value: estimate, maximum: budget });
    return { estimate, budget, actual: (data) => actualCost(priced, data) };
  };
}
