import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import type { Executor } from '../execution/executor.js';
import type { GatewayContext } from '../request-context.js';
import { costBudgets, rowOf } from './budgets.js';
import { actualCost, estimateCost, type PricedOperation } from './cost/cost-of-operation.js';
import { readCostWeights } from './cost/cost-weights.js';
import { tooComplexError } from './too-complex.js';

/**
 * Refuses with TOO_COMPLEX, before planning, an operation that may cost more than its caller's budget. Answers tell
 * `extensions.cost { estimate, actual, budget }`; a request with the header `x-cost-only: true` or with
 * `extensions: { costOnly: true }` is not executed and told estimate and budget alone.
 */
export function costPlugin(executor: Executor): ApolloServerPlugin<GatewayContext> {
  let weights = readCostWeights(executor.supergraphSdl);
  executor.onSchemaChange(() => (weights = readCostWeights(executor.supergraphSdl)));

  return {
    async requestDidStart({ contextValue: { caller } }) {
      const budget = rowOf(costBudgets, caller.role);
      let priced: PricedOperation | undefined;
      let estimate: number | undefined;
      return {
        async didResolveOperation({ schema, document, request: { operationName, variables = {}, ...request } }) {
          priced = { schema, weights, document, operationName, variables };
          estimate = estimateCost(priced);
          if (estimate !== undefined && estimate > budget && !isCostOnly(request))
            throw tooComplexError({ reason: 'COST', value: estimate, maximum: budget });
        },
        async responseForOperation({ request, response: { http } }) {
          if (estimate === undefined || !isCostOnly(request)) return null;
          const cost = { estimate, budget };
          return { http, body: { kind: 'single', singleResult: { data: null, extensions: { cost } } } };
        },
        async willSendResponse({ response: { body } }) {
          if (!priced || estimate === undefined || body.kind !== 'single' || !body.singleResult.data) return;
          const cost = { estimate, actual: actualCost(priced, body.singleResult.data), budget };
          body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}

function isCostOnly({ http, extensions }: GraphQLRequest): boolean {
  return http?.headers.get('x-cost-only') === 'true' || extensions?.['costOnly'] === true;
}
