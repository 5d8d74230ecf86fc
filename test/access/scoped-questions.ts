import { type AccessRules, readAccessRules, ruleOfField } from '@shanghai/platform';
import {
  type DocumentNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';

/** A field of an object type. */
export type Field = GraphQLField<unknown, unknown>;

/** The object types whose rows, or some fields of them, are narrowed by a scope of the caller. */
export function scopedTypes(rules: AccessRules): readonly string[] {
  return [...rules]
    .filter(([, { rule, fields }]) => [rule, ...fields.values()].some((one) => (one?.scopes.length ?? 0) > 0))
    .map(([type]) => type);
}

/**
 * What a needed argument is asked with, by the name of its type; an `ID` is asked for every one of the ids, an enum for its first
 * value.
 */
const samples: Readonly<Record<string, string>> = {
  FormText: '"示例"',
  Int: '2026',
  String: '"AGY-022"',
  SearchText: '"师"',
  CsvText: '"序号"',
  '[Day!]': '["2026-11-01"]',
};

/**
 * A question for every field that answers a row-scoped type or a scoped value, from every root field that leads to it from
 * outside, on the shortest way, with all leaf fields on the way. Look-ups are asked for every one of the ids.
 */
export function questionsAbout(schema: GraphQLSchema, rules: AccessRules, ids: readonly string[]): readonly string[] {
  const scoped = new Set([...rules].filter(([, { rule }]) => (rule?.scopes.length ?? 0) > 0).map(([type]) => type));
  const query = schema.getQueryType()!;

  function isScoped(owner: GraphQLObjectType, field: Field): boolean {
    const answered = getNamedType(field.type);
    if (isObjectType(answered)) return scoped.has(answered.name);
    return !scoped.has(owner.name) && (ruleOfField(rules, owner.name, field.name)?.scopes.length ?? 0) > 0;
  }

  /** Below a scoped type the ways are the same wherever it was entered from, and are asked once. */
  const entered = new Set<string>();

  /** The ways on from a root field, each type entered once, as functions that put what is asked at their end. */
  function from(root: Field): readonly string[] {
    const asked: string[] = [];
    const seen = new Set<string>();
    const ways: [GraphQLObjectType, readonly Field[]][] = [[query, []]];
    for (const [type, way] of ways) {
      const fields = way.length === 0 ? [root] : Object.values(type.getFields());
      for (const field of fields) {
        const answered = getNamedType(field.type);
        if (isScoped(type, field)) asked.push(...ask([...way, field], ids));
        if (!isObjectType(answered) || seen.has(answered.name) || entered.has(answered.name)) continue;
        seen.add(answered.name);
        if (scoped.has(answered.name)) entered.add(answered.name);
        ways.push([answered, [...way, field]]);
      }
    }
    return asked;
  }

  // Rows are surely met on the ways that begin with them.
  const roots = Object.values(query.getFields());
  return [...roots.filter((root) => isScoped(query, root)), ...roots.filter((root) => !isScoped(query, root))].flatMap(
    from,
  );
}

/** The way as questions, one for each id that a look-up on it can be asked for. */
function ask(way: readonly Field[], ids: readonly string[]): readonly string[] {
  return way
    .reduceRight<readonly string[]>(
      (inner, field) => {
        const answered = getNamedType(field.type);
        const leaves = isObjectType(answered) ? leavesOf(answered) : '';
        return callsOf(field, ids).flatMap((call) =>
          inner.map((more) => (leaves === '' ? call : `${call} { ${leaves} ${more} }`)),
        );
      },
      [''],
    )
    .map((text) => `{ ${text} }`);
}

/** A question for the entities of every row-scoped type, as a subgraph of this SDL is asked by the gateway. Their key is `id`. */
export function entityQuestions(schema: GraphQLSchema, { definitions }: DocumentNode, ids: readonly string[]) {
  const scoped = new Set(scopedTypes(readAccessRules({ kind: Kind.DOCUMENT, definitions })));
  return definitions
    .flatMap((one) => (one.kind === Kind.OBJECT_TYPE_DEFINITION ? [one] : []))
    .filter(({ directives }) => directives?.some(({ name }) => name.value === 'key'))
    .filter(({ name }) => scoped.has(name.value))
    .map(({ name }) => schema.getType(name.value) as GraphQLObjectType)
    .map((type) => ({
      query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} { ${leavesOf(type)} } } }`,
      variables: { of: ids.map((id) => ({ __typename: type.name, id })) },
    }));
}

function leavesOf(type: GraphQLObjectType): string {
  const leaves = Object.values(type.getFields()).filter(
    (field) => isLeafType(getNamedType(field.type)) && needs(field).length === 0,
  );
  return ['__typename', ...leaves.map(({ name }) => name)].join(' ');
}

/** The arguments without which a field cannot be asked for. */
export function needs({ args }: Field): Field['args'] {
  return args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
}

function callsOf(field: Field, ids: readonly string[]): readonly string[] {
  const needed = needs(field);
  if (needed.length === 0) return [field.name];
  const isLookUp = needed.some(({ type }) => getNamedType(type).name === 'ID');
  return (isLookUp ? ids : ['']).map((id) => {
    const given = needed.map(({ name, type }) => `${name}: ${sampleOf(type, id)}`);
    return `${field.name}(${given.join(', ')})`;
  });
}

/** What a needed argument is asked with. */
export function sampleOf(type: GraphQLInputType, id: string): string {
  const nullable = getNullableType(type);
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  const name = String(nullable);
  const sample = name === 'ID' ? JSON.stringify(id) : samples[name];
  if (sample === undefined) throw new Error(`a way to ask for an argument of type ${name} is to be added here`);
  return sample;
}
