import { type DocumentNode, type FieldNode, Kind, type SelectionNode, type SelectionSetNode, visit } from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The document as it is planned. An object of which conditions leave nothing is still an object: the planner would not fetch it,
 * and it would be null. So `__typename` is asked for beside fields that are all under conditions.
 */
export function plannableDocument(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: {
      leave: (node) =>
        node.selectionSet && !node.selectionSet.selections.some(isCertain)
          ? { ...node, selectionSet: withTypename(node.selectionSet) }
          : undefined,
    },
  });
}

function isCertain({ kind, directives = [] }: SelectionNode): boolean {
  return kind === Kind.FIELD && directives.length === 0;
}

function withTypename(set: SelectionSetNode): SelectionSetNode {
  return { ...set, selections: [...set.selections, TYPENAME] };
}
