import type { ConditionNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { own } from './data.js';
import { compileFetch } from './fetch-step.js';
import type { PlanPath } from './places.js';
import type { PlanStep } from './plan-run.js';

/**
 * Compiles a query plan into one step. The schema is the supergraph's, whose types and interfaces a plan names.
 * @throws Error for `@defer` and subscriptions, which the API schema has none of
 */
export function compilePlan(schema: GraphQLSchema, { node }: QueryPlan): PlanStep {
  if (!node) return nothing;
  if (node.kind === 'Subscription') throw new Error('a subscription is not executed here');
  return compileNode(schema, node, []);
}

function compileNode(schema: GraphQLSchema, node: PlanNode, path: PlanPath): PlanStep {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(schema, node, path);
    case 'Flatten':
      return compileNode(schema, node.node, [...path, ...node.path]);
    case 'Sequence':
      return inSequence(node.nodes.map((one) => compileNode(schema, one, path)));
    case 'Parallel':
      return inParallel(node.nodes.map((one) => compileNode(schema, one, path)));
    case 'Condition':
      return underCondition(schema, node, path);
    case 'Defer':
      throw new Error('@defer is not executed here');
  }
}

async function nothing(): Promise<void> {
  // A question about the schema alone asks no subgraph.
}

function inSequence(steps: readonly PlanStep[]): PlanStep {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function inParallel(steps: readonly PlanStep[]): PlanStep {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

function underCondition(schema: GraphQLSchema, node: ConditionNode, path: PlanPath): PlanStep {
  const { condition, ifClause, elseClause } = node;
  const yes = ifClause ? compileNode(schema, ifClause, path) : nothing;
  const no = elseClause ? compileNode(schema, elseClause, path) : nothing;
  return async (run) => (own(run.conditions, condition) === true ? yes : no)(run);
}
