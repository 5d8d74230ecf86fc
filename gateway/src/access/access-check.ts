import { type AccessRules, type Caller, forbidden, readAccessRules } from '@shanghai/platform';
import { type DocumentNode, type OperationDefinitionNode, parse } from 'graphql';
import type { Executor } from '../execution/executor.js';
import { refused } from '../http/refused.js';
import { type Demand, demandsOf, forbiddenFields, isAct } from './document-access.js';

/**
 * Makes the check that refuses with 403, before planning, an operation that names a field its caller may not read. An act that
 * its caller may not do goes on: its subgraph refuses it by the same rule, and records it in the audit.
 */
export function createAccessCheck(
  executor: Executor,
): (caller: Caller, document: DocumentNode, operation: OperationDefinitionNode) => void {
  let rules = rulesNow();
  // Of the schema it was compiled on: an operation's node is kept from one request to the next.
  let compiled = new WeakMap<OperationDefinitionNode, readonly Demand[]>();
  executor.onSchemaChange(() => {
    rules = rulesNow();
    compiled = new WeakMap();
  });

  function rulesNow(): AccessRules {
    return readAccessRules(parse(executor.supergraphSdl, { noLocation: true }));
  }

  return (caller, document, operation) => {
    let demands = compiled.get(operation);
    if (!demands) compiled.set(operation, (demands = demandsOf(executor.schema, rules, document, operation)));
    const fields = forbiddenFields(caller, demands);
    const [field] = fields;
    if (field === undefined || fields.some(isAct)) return;
    throw refused({ code: 'FORBIDDEN', status: 403, message: forbidden(field).message, details: { field } });
  };
}
