import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type Conditions, isIncluded } from './conditions.js';

/** What an operation is read with. */
export interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
}

/** The fields of an answer of one type by their keys, in their order; one key may be selected in several places. */
export type SelectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** What selections ask of an object of a type (GraphQL, CollectFields). */
export function selectedFields(
  reading: Reading,
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
): SelectedFields {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const walk = ({ selections: nodes }: SelectionSetNode): void => {
    for (const node of nodes) {
      if (!isIncluded(node, reading.conditions)) continue;
      if (node.kind === Kind.FIELD) {
        const key = (node.alias ?? node.name).value;
        const same = fields.get(key);
        if (same) same.push(node);
        else fields.set(key, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (isOf(reading.schema, type, node.typeCondition?.name.value)) walk(node.selectionSet);
      } else {
        const fragment = reading.fragments.get(node.name.value);
        if (!fragment || spread.has(node.name.value)) continue;
        spread.add(node.name.value);
        if (isOf(reading.schema, type, fragment.typeCondition.name.value)) walk(fragment.selectionSet);
      }
    }
  };
  for (const one of selections) walk(one);
  return fields;
}

function isOf(schema: GraphQLSchema, type: GraphQLCompositeType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wider = schema.getType(condition);
  if (!isCompositeType(wider) || !isAbstractType(wider)) return false;
  return 'getInterfaces' in type && schema.isSubType(wider, type);
}
