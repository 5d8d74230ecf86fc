import { type AccessRule, type AccessRules, type Caller, isPublic, mayRead, rulesToRead } from '@shanghai/platform';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

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
  const typeInfo = new TypeInfo(schema);
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  // A set is walked to its end even while it grows.
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  for (const node of reached)
    visit(
      node,
      visitWithTypeInfo(typeInfo, {
        Field() {
          const type = typeInfo.getParentType();
          const field = typeInfo.getFieldDef();
          if (!type || !field || field.name.startsWith('__') || type.name.startsWith('__')) return;
          for (const rule of rulesToRead(rules, type.name, field))
            if (!demands.has(rule) && !(rule && isPublic(rule)))
              demands.set(rule, { field: `${type.name}.${field.name}`, rule });
        },
        FragmentSpread({ name }) {
          const fragment = fragments.get(name.value);
          if (fragment) reached.add(fragment);
        },
      }),
    );
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
