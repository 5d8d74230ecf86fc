import {
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Conditions, conditionVariables } from './answer/conditions.js';
import { selectedFields } from './answer/selected-fields.js';
import { compileShape, type Shape } from './answer/shape.js';
import { compilePlan } from './plan/compile-plan.js';
import { subgraphsIn } from './plan/subgraphs-in.js';
import type { PlanStep } from './plan/plan-run.js';
import { plannableDocument } from './plan/plannable-document.js';
import type { LoadedSupergraph } from './supergraph/load-supergraph.js';

/** One operation of a document, planned and compiled. */
export interface CompiledOperation {
  readonly step: PlanStep;
  /** Whom the plan asks, by name. */
  readonly subgraphs: readonly string[];
  /** How the answer is formed under these conditions. */
  shapeUnder(conditions: Conditions): Shape;
  /** What the operation asks of the schema itself, by the keys of the answer; undefined where it asks nothing. */
  introspect: ((variables: Conditions) => ExecutionResult) | undefined;
}

/** More combinations of conditions than anyone sends in earnest. */
const SHAPES = 32;

/** Plans and compiles an operation of a document that is valid on the graph. */
export function compileOperation(
  graph: LoadedSupergraph,
  document: DocumentNode,
  operationName: string | undefined,
): CompiledOperation {
  const { schema, fullSchema } = graph;
  const { operation, fragments } = partsOf(document, operationName);
  const root = schema.getRootType(operation.operation)!;
  const names = conditionVariables(operation, [...fragments.values()]);
  const shapes = new LRUCache<string, Shape>({ max: SHAPES });
  const plan = graph.plan(plannableDocument(document), operationName);
  return {
    step: compilePlan(fullSchema, plan),
    subgraphs: subgraphsIn(plan),
    shapeUnder(conditions) {
      const key = names.map((name) => (conditions[name] === true ? '1' : '0')).join('');
      const known = shapes.get(key);
      if (known) return known;
      const shape = compileShape({ schema, fullSchema, fragments, conditions }, root, [operation.selectionSet]);
      shapes.set(key, shape);
      return shape;
    },
    introspect: introspection({ schema, operation, fragments, root }),
  };
}

interface Parts {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

function partsOf({ definitions }: DocumentNode, operationName: string | undefined): Parts {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const one of definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
    else if (one.kind === Kind.OPERATION_DEFINITION && (!operationName || one.name?.value === operationName))
      operation ??= one;
  }
  if (!operation) throw new Error('the document does not have the operation');
  return { operation, fragments };
}

interface Introspected extends Parts {
  readonly schema: GraphQLSchema;
  readonly root: GraphQLObjectType;
}

/** Executes `__schema` and `__type` alone: no subgraph has to be asked. */
function introspection({ schema, operation, fragments, root }: Introspected): CompiledOperation['introspect'] {
  const asks = (conditions: Conditions): readonly FieldNode[] =>
    [...selectedFields({ schema, fragments, conditions }, root, [operation.selectionSet]).values()]
      .flat()
      .filter(({ name }) => name.value === '__schema' || name.value === '__type');
  if (!mayAsk(operation, fragments)) return undefined;
  return (variableValues) => {
    const selections = asks(variableValues);
    if (selections.length === 0) return { data: {} };
    const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [{ ...operation, selectionSet }, ...fragments.values()],
    };
    return executeSync({ schema, document, variableValues: variableValues });
  };
}

/** Whether a field of the schema is named anywhere; whether it is asked for, conditions decide. */
function mayAsk(operation: OperationDefinitionNode, fragments: Parts['fragments']): boolean {
  const nodes = [operation, ...fragments.values()];
  return nodes.some(({ selectionSet }) => namesSchema(selectionSet.selections));
}

function namesSchema(selections: OperationDefinitionNode['selectionSet']['selections']): boolean {
  return selections.some((node) =>
    node.kind === Kind.FIELD
      ? node.name.value === '__schema' || node.name.value === '__type'
      : node.kind === Kind.INLINE_FRAGMENT && namesSchema(node.selectionSet.selections),
  );
}
