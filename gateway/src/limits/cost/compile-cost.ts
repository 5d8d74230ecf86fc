import { MAXIMUM_PAGE_SIZE } from '@shanghai/platform';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { isIncluded } from '../../execution/answer/conditions.js';
import type { CostWeights, FieldCost } from './cost-weights.js';

export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly weights: CostWeights;
  /** Valid on the schema, and small enough to be walked with its fragments spread. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Variables as the operation declares them. */
type Given = Readonly<Record<string, unknown>>;

/** What one operation costs. */
export interface OperationCost {
  /**
   * What it will cost at most, as far as its arguments and the schema tell: for each field the weight of its `@cost`, and for
   * each object that it leads to, as many as its list may have, one (or the weight of its type) and what is asked of it.
   * Scalars are free.
   */
  estimate(given: Given): number;
  /** What an answer has cost: the same sum over the objects that are in it. */
  actual(given: Given, data: Readonly<Record<string, unknown>>): number;
}

/** Entries of a list of which nothing is said. */
const UNSAID_SIZE = 10;

/** A field that counts as nothing but the objects it leads to. */
const PLAIN: FieldCost = { weight: 0, assumedSize: undefined, sizedFields: [], slicingArguments: [] };

/** One selection that costs something; what it is asked under has been made part of it. */
interface CostNode {
  readonly isIncluded: (given: Given) => boolean;
  readonly weight: number;
  readonly objects: CostOfObjects | undefined;
}

/** The objects that a field leads to. */
interface CostOfObjects {
  readonly key: string;
  /** Of one of them, without what is asked of it. */
  readonly each: number;
  /** How many lists there are around an object. */
  readonly lists: number;
  readonly sizeIn: (given: Given) => number | undefined;
  /** Whether the field around it says how long its lists are. */
  readonly isSized: boolean;
  readonly nodes: readonly CostNode[];
}

/** Compiles what an operation costs; nothing where the schema has no type for it. */
export function compileCost({ schema, weights, document, operation }: PricedOperation): OperationCost {
  const root = schema.getRootType(operation.operation);
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  const nodes = root ? ofSet(operation.selectionSet, { type: root, sized: [], under: [] }) : [];
  return {
    estimate: (given) => estimateOf(nodes, given, undefined),
    actual: (given, data) => actualOf(nodes, given, data),
  };

  function ofSet({ selections }: SelectionSetNode, { type, sized, under }: Where): readonly CostNode[] {
    return selections.flatMap((selection) => {
      const conditions = selection.directives?.length ? [...under, selection] : under;
      if (selection.kind === Kind.FIELD) return ofField(selection, { type, sized, under: conditions });
      const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = spread?.typeCondition;
      const inner = condition ? schema.getType(condition.name.value) : type;
      return spread && inner ? ofSet(spread.selectionSet, { type: inner, sized, under: conditions }) : [];
    });
  }

  function ofField(node: FieldNode, { type: parent, sized, under }: Where): readonly CostNode[] {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    // Of introspection, whose depth is limited, and of what a union has: its name.
    if (!field) return [];
    const cost = weights.fields.get(`${parent.name}.${field.name}`) ?? PLAIN;
    const type = getNamedType(field.type);
    const base = { isIncluded: conditionOf(under), weight: cost.weight };
    if (!isCompositeType(type) || !node.selectionSet) return cost.weight === 0 ? [] : [{ ...base, objects: undefined }];
    const objects = {
      key: (node.alias ?? node.name).value,
      each: weights.types.get(type.name) ?? 1,
      lists: listsOf(field.type),
      sizeIn: sizeAskedFor(node, cost),
      isSized: sized.includes(field.name),
      nodes: ofSet(node.selectionSet, { type, sized: cost.sizedFields, under: [] }),
    };
    return [{ ...base, objects }];
  }
}

/** Where a selection stands: in which type, which of its fields are lists of a said size, and under which conditions. */
interface Where {
  readonly type: GraphQLNamedType;
  readonly sized: readonly string[];
  readonly under: Parameters<typeof conditionOf>[0];
}

function estimateOf(nodes: readonly CostNode[], given: Given, outer: number | undefined): number {
  let sum = 0;
  for (const { isIncluded: applies, weight, objects } of nodes) {
    if (!applies(given)) continue;
    sum += weight;
    if (!objects) continue;
    const size = objects.sizeIn(given);
    const own = objects.isSized ? (outer ?? size) : size;
    sum += (own ?? UNSAID_SIZE) ** objects.lists * (objects.each + estimateOf(objects.nodes, given, size));
  }
  return sum;
}

function actualOf(nodes: readonly CostNode[], given: Given, data: Given): number {
  let sum = 0;
  for (const { isIncluded: applies, weight, objects } of nodes)
    if (applies(given)) sum += weight + (objects ? actualOfObjects(objects, given, data[objects.key]) : 0);
  return sum;
}

function actualOfObjects(objects: CostOfObjects, given: Given, value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (!Array.isArray(value)) return objects.each + actualOf(objects.nodes, given, value as Given);
  let sum = 0;
  for (const one of value) sum += actualOfObjects(objects, given, one);
  return sum;
}

const always = (): boolean => true;

function conditionOf(under: readonly Parameters<typeof isIncluded>[0][]): (given: Given) => boolean {
  return under.length === 0 ? always : (given) => under.every((one) => isIncluded(one, given));
}

function listsOf(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listsOf(nullable.ofType) : 0;
}

/** The largest of the slicing arguments, else what is assumed; more than a page can have is refused by who reads it. */
function sizeAskedFor(node: FieldNode, { slicingArguments, assumedSize }: FieldCost): CostOfObjects['sizeIn'] {
  const values = (node.arguments ?? [])
    .filter(({ name }) => slicingArguments.includes(name.value))
    .map(({ value }) => valueIn(value));
  if (values.length === 0) return () => assumedSize;
  return (given) => {
    const sizes = values.map((value) => value(given)).filter((value) => typeof value === 'number' && value >= 0);
    return sizes.length > 0 ? Math.min(Math.max(...(sizes as number[])), MAXIMUM_PAGE_SIZE) : assumedSize;
  };
}

function valueIn(node: ValueNode): (given: Given) => unknown {
  if (node.kind === Kind.VARIABLE) return (given) => given[node.name.value];
  const value: unknown = valueFromASTUntyped(node);
  return () => value;
}
