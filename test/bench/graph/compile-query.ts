import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Given, StubGraph } from './stub-fields.js';

/** Answers a query with its variables. */
export type StubAnswer = (variables: Given) => Readonly<Record<string, unknown>>;

/** Forms an object, or null, of what stands for it. */
type Former = (parent: unknown, variables: Given) => unknown;

/** One key of an answer. */
type Part = readonly [key: string, form: Former];

interface Compiler {
  readonly graph: StubGraph;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Compiles a query that a gateway sends into a function: a gateway sends the same few texts again and again. It knows what
 * gateways use: fields, aliases, fragments on object types and entities; no interfaces and no conditions.
 */
export function compileQuery(graph: StubGraph, query: string): StubAnswer {
  const document = parse(query, { noLocation: true });
  const { selectionSet } = operationIn(document);
  const form = formerOf({ graph, fragments: fragmentsIn(document) }, 'Query', selectionSet);
  return (variables) => form({}, variables) as Readonly<Record<string, unknown>>;
}

function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const found = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (found?.operation !== OperationTypeNode.QUERY) throw new Error('the stubs answer queries alone');
  return found;
}

function fragmentsIn({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])));
}

function formerOf(compiler: Compiler, type: string, set: SelectionSetNode): Former {
  const parts = partsOf(compiler, type, set);
  return (parent, variables) => {
    if (parent === null || parent === undefined) return null;
    const answer: Record<string, unknown> = {};
    for (const [key, form] of parts) answer[key] = form(parent, variables);
    return answer;
  };
}

function partsOf(compiler: Compiler, type: string, { selections }: SelectionSetNode): readonly Part[] {
  return selections.flatMap((node): readonly Part[] => {
    if (node.kind === Kind.FIELD) return [[node.alias?.value ?? node.name.value, fieldOf(compiler, type, node)]];
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : compiler.fragments.get(node.name.value)!;
    const condition = fragment.typeCondition?.name.value ?? type;
    return condition === type ? partsOf(compiler, type, fragment.selectionSet) : [];
  });
}

function fieldOf(compiler: Compiler, type: string, node: FieldNode): Former {
  const name = node.name.value;
  if (name === '__typename') return () => type;
  if (name === '_entities') return entitiesOf(compiler, node);
  const field = compiler.graph.types[type]?.[name];
  if (!field) throw new Error(`there is no field ${type}.${name}`);
  const argumentsOf = argumentReader(node);
  if (field.type === undefined) return (parent, variables) => field.read(parent, argumentsOf(variables)) ?? null;
  const each = formerOf(compiler, field.type, node.selectionSet!);
  return (parent, variables) => {
    const value = field.read(parent, argumentsOf(variables));
    return Array.isArray(value) ? value.map((one) => each(one, variables)) : each(value, variables);
  };
}

function entitiesOf(compiler: Compiler, node: FieldNode): Former {
  const { find } = compiler.graph;
  const argumentsOf = argumentReader(node);
  const formers = new Map(Object.keys(find).map((type) => [type, formerOf(compiler, type, node.selectionSet!)]));
  return (_, variables) =>
    (argumentsOf(variables)['representations'] as readonly Given[]).map((sent) => {
      const type = String(sent['__typename']);
      return formers.get(type)!(find[type]!(sent), variables);
    });
}

function argumentReader({ arguments: given = [] }: FieldNode): (variables: Given) => Given {
  if (given.length === 0) return () => NONE;
  return (variables) =>
    Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]));
}

const NONE: Given = {};
