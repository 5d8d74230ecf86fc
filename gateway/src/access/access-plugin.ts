import type { ApolloServerPlugin } from '@apollo/server';
import { type AccessRules, forbidden, readAccessRules } from '@shanghai/platform';
import { type OperationDefinitionNode, parse } from 'graphql';
import type { Executor } from '../execution/executor.js';
import { refused } from '../http/refused.js';
import type { GatewayContext } from '../request-context.js';
import { type Demand, demandsOf, forbiddenFields, isAct } from './document-access.js';

/**
 * Refuses with 403, before planning, an operation that names a field its caller may not read. An act that its caller may not do
 * goes on: its subgraph refuses it by the same rule, and records it in the audit.
 */
export function accessPlugin(executor: Executor): ApolloServerPlugin<GatewayContext> {
  let rules = rulesNow();
  // Of the schema it was compiled on: an operation's node is kept by the server from one request to the next.
  let compiled = new WeakMap<OperationDefinitionNode, readonly Demand[]>();
  executor.onSchemaChange(() => {
    rules = rulesNow();
    compiled = new WeakMap();
  });

  function rulesNow(): AccessRules {
    return readAccessRules(parse(executor.supergraphSdl, { noLocation: true }));
  }

  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, contextValue: { caller } }) {
          // One that the document does not have is refused where it would be executed.
          if (!operation) return;
          const demands = compiled.get(operation) ?? demandsOf(schema, rules, document, operation);
          compiled.set(operation, demands);
          const fields = forbiddenFields(caller, demands);
          if (fields.some(isAct)) return;
          const [field] = fields;
          if (field !== undefined)
            throw refused({ code: 'FORBIDDEN', status: 403, message: forbidden(field).message, details: { field } });
        },
      };
    },
  };
}
