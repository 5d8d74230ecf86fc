import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** How often an operation asks for root fields of these names, under whatever alias and through whatever fragments. */
export function countRootFields(
  { definitions }: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
  names: ReadonlySet<string>,
): number {
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet] as const] : [],
    ),
  );

  // A valid document spreads no fragment inside itself.
  function count({ selections }: SelectionSetNode): number {
    return selections.reduce((sum, one) => {
      if (one.kind === Kind.FIELD) return sum + (names.has(one.name.value) ? 1 : 0);
      const inner = one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : fragments.get(one.name.value);
      return sum + (inner ? count(inner) : 0);
    }, 0);
  }

  return count(selectionSet);
}
