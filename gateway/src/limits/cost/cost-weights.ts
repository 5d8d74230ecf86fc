import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

/** What `@cost` and `@listSize` say of one field. */
export interface FieldCost {
  /** Added each time the field is resolved: the weight of its `@cost`, 0 without one. */
  readonly weight: number;
  /** How many entries its list, or the lists that it sizes, are taken to have where no argument says so. */
  readonly assumedSize: number | undefined;
  /** The fields of its type that its size is that of: `nodes`, `edges` of a connection. */
  readonly sizedFields: readonly string[];
  /** The arguments that say how many entries are wanted. */
  readonly slicingArguments: readonly string[];
}

/** The directives of a composed graph, ready to be looked up. */
export interface CostWeights {
  /** By coordinate: `Query.agencies`. Only fields with something to say. */
  readonly fields: ReadonlyMap<string, FieldCost>;
  /** Of one object of the type, by its name, where `@cost` says so. */
  readonly types: ReadonlyMap<string, number>;
}

/** Composition takes only `Int` for `slicingArguments`; arguments of this type slice without being named. */
const SLICING_TYPE = 'PageSize';

/** Reads the cost directives of a composed graph (cost specification v0.1, federation 2.9). */
export function readCostWeights(supergraphSdl: string): CostWeights {
  const fields = new Map<string, FieldCost>();
  const types = new Map<string, number>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    const weight = argumentsOf(definition.directives, 'cost')['weight'];
    if (typeof weight === 'number') types.set(type, weight);
    for (const field of definition.fields ?? []) {
      const cost = fieldCostOf(field);
      if (cost) fields.set(`${type}.${field.name.value}`, cost);
    }
  }
  return { fields, types };
}

function fieldCostOf({ directives, arguments: parameters = [] }: FieldDefinitionNode): FieldCost | undefined {
  const { weight } = argumentsOf(directives, 'cost');
  const size = argumentsOf(directives, 'listSize');
  const slicing = parameters.filter(({ type }) => nameOf(type) === SLICING_TYPE).map(({ name }) => name.value);
  if (weight === undefined && Object.keys(size).length === 0) return undefined;
  return {
    weight: typeof weight === 'number' ? weight : 0,
    assumedSize: typeof size['assumedSize'] === 'number' ? size['assumedSize'] : undefined,
    sizedFields: namesIn(size['sizedFields']),
    slicingArguments: [...namesIn(size['slicingArguments']), ...slicing],
  };
}

function argumentsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): Record<string, unknown> {
  const found = directives?.find((one) => one.name.value === name);
  return Object.fromEntries((found?.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)]));
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
