import type { PlanNode, QueryPlan } from '@apollo/query-planner';

/** The names of all subgraphs that a plan may ask, whatever its conditions say. */
export function subgraphsIn({ node }: QueryPlan): readonly string[] {
  return node && node.kind !== 'Subscription' ? [...new Set(namesIn(node))] : [];
}

function namesIn(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'Fetch':
      return [node.serviceName];
    case 'Flatten':
      return namesIn(node.node);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((one) => (one ? namesIn(one) : []));
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(namesIn);
    case 'Defer':
      return [];
  }
}
