import { type AccessRule, type AccessRules, type Caller, isPublic, mayRead, rulesToRead } from '@shanghai/platform';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { visitFields } from '../documents/visit-fields.js';

/** What an operation reads that not everyone may: each rule once, with the first field it is about. */
export interface Demand {
  /** `Type.field`. */
  readonly field: string;
  /** Undefined where the schema has none: nobody may read it. */
  readonly rule: AccessRule | undefined;
}

/** What one operation of a document, with the fragments it leads to, demands of a caller. */
export function demandsOf(
  schema: GraphQLSchema,
  rules: AccessRules,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly Demand[] {
  const demands = new Map<AccessRule | undefined, Demand>();
  visitFields(schema, document, operation, (type, field) => {
    if (field.name.startsWith('__') || type.name.startsWith('__')) return;
    for (const rule of rulesToRead(rules, type.name, field))
      if (!demands.has(rule) && !(rule && isPublic(rule)))
        demands.set(rule, { field: `${type.name}.${field.name}`, rule });
  });
  return [...demands.values()];
}

/** The fields that the caller may not read, one for each rule. */
export function forbiddenFields(caller: Caller, demands: readonly Demand[]): readonly string[] {
  return demands.filter(({ rule }) => !mayRead(caller, rule)).map(({ field }) => field);
}

/** Whether the field is an act. */
export function isAct(field: string): boolean {
  return field.startsWith('Mutation.');
}
