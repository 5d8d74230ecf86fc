import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Calls the function for every field of an operation and of the fragments it leads to, each with the type it is asked of. */
export function visitFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  onField: (type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>) => void,
): void {
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
          if (type && field) onField(type, field);
        },
        FragmentSpread({ name }) {
          const fragment = fragments.get(name.value);
          if (fragment) reached.add(fragment);
        },
      }),
    );
}
