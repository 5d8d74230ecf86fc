import { MAXIMUM_PAGE_SIZE } from '@shanghai/platform';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import type { CostWeights, FieldCost } from './cost-weights.js';

export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly weights: CostWeights;
  /** Valid on the schema, and small enough to be walked with its fragments spread. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Entries of a list of which nothing is said. */
const UNSAID_SIZE = 10;

/** A field that counts as nothing but the objects it leads to. */
const PLAIN: FieldCost = { weight: 0, assumedSize: undefined, sizedFields: [], slicingArguments: [] };

/** Stands for data that is not there yet: lists have the length that is assumed of them. */
const UNKNOWN = Symbol('unknown');

/**
 * What an operation will cost at most, as far as its arguments and the schema tell: for each field the weight of its `@cost`,
 * and for each object that it leads to, as many as its list may have, one (or the weight of its type) and what is asked of it.
 * Scalars are free. Undefined where the operation or its variables are not usable: the execution tells why.
 */
export function estimateCost(operation: PricedOperation): number | undefined {
  return costOf(operation, UNKNOWN);
}

/** What an answer has cost: the same sum over the objects that are in it. */
export function actualCost(operation: PricedOperation, data: Readonly<Record<string, unknown>>): number {
  return costOf(operation, data) ?? 0;
}

function costOf({ schema, weights, document, operationName, variables }: PricedOperation, answer: unknown) {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!coerced) return undefined;
  const given: Readonly<Record<string, unknown>> = coerced;
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );

  function ofSet(set: SelectionSetNode, type: GraphQLNamedType, data: unknown, sized: Sized | undefined): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (!isIncluded(selection, given)) continue;
      if (selection.kind === Kind.FIELD) sum += ofField(selection, type, data, sized);
      else {
        const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = spread?.typeCondition;
        const inner = condition ? schema.getType(condition.name.value) : type;
        if (spread && inner) sum += ofSet(spread.selectionSet, inner, data, sized);
      }
    }
    return sum;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType, data: unknown, sized: Sized | undefined): number {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    // Of introspection, whose depth is limited, and of what a union has: its name.
    if (!field) return 0;
    const cost = weights.fields.get(`${parent.name}.${field.name}`) ?? PLAIN;
    const type = getNamedType(field.type);
    if (!isCompositeType(type) || !node.selectionSet) return cost.weight;
    const size = sizeAskedFor(node, cost, given) ?? cost.assumedSize;
    const under = cost.sizedFields.length > 0 ? { size, fields: cost.sizedFields } : undefined;
    const own = sized?.fields.includes(field.name) ? (sized.size ?? size) : size;
    const each = weights.types.get(type.name) ?? 1;
    const set = node.selectionSet;
    if (data === UNKNOWN) return cost.weight + countOf(field.type, own) * (each + ofSet(set, type, UNKNOWN, under));
    const objects = objectsIn((data as Readonly<Record<string, unknown>>)[node.alias?.value ?? field.name]);
    return objects.reduce<number>((sum, object) => sum + each + ofSet(set, type, object, under), cost.weight);
  }

  return ofSet(operation.selectionSet, root, answer, undefined);
}

/** The size that a field gives to lists among the fields of its type. */
interface Sized {
  readonly size: number | undefined;
  readonly fields: readonly string[];
}

function countOf(type: GraphQLOutputType, size: number | undefined): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? (size ?? UNSAID_SIZE) * countOf(nullable.ofType, size) : 1;
}

/** The largest of the slicing arguments; more than a page can have is refused by who reads it. */
function sizeAskedFor(
  node: FieldNode,
  { slicingArguments }: FieldCost,
  given: Readonly<Record<string, unknown>>,
): number | undefined {
  const sizes = (node.arguments ?? [])
    .filter(({ name }) => slicingArguments.includes(name.value))
    .map(({ value }) => valueOf(value, given))
    .filter((value) => typeof value === 'number' && value >= 0);
  return sizes.length > 0 ? Math.min(Math.max(...(sizes as number[])), MAXIMUM_PAGE_SIZE) : undefined;
}

function valueOf(node: ValueNode, given: Readonly<Record<string, unknown>>): unknown {
  return node.kind === Kind.VARIABLE ? given[node.name.value] : valueFromASTUntyped(node);
}

function isIncluded(selection: SelectionNode, given: Readonly<Record<string, unknown>>): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, given);
  if (skip?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, given)?.['if'] !== false;
}

function objectsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return value === null || value === undefined ? [] : [value];
}
