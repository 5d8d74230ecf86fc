import { type AccessRules, readAccessRules, ruleOfField } from '@shanghai/platform';
import {
  type DocumentNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** The object types whose rows, or some fields of them, are narrowed by a scope of the caller. */
export function scopedTypes(rules: AccessRules): readonly string[] {
  return [...rules]
    .filter(([, { rule, fields }]) => [rule, ...fields.values()].some((one) => (one?.scopes.length ?? 0) > 0))
    .map(([type]) => type);
}

/**
 * A question for every way from a root field to a row-scoped type: every list, look-up and nested path, each with all leaf
 * fields on the way. Look-ups are asked for every one of the ids.
 */
export function questionsAbout(schema: GraphQLSchema, rules: AccessRules, ids: readonly string[]): readonly string[] {
  const scoped = new Set(scopedTypes(rules));

  function below(type: GraphQLObjectType, seen: readonly string[]): readonly string[] {
    return Object.values(type.getFields()).flatMap((field) => {
      const answered = getNamedType(field.type);
      if (!isObjectType(answered) || seen.includes(answered.name)) return [];
      const deeper = below(answered, [...seen, answered.name]);
      const inner = scoped.has(answered.name) ? ['', ...deeper] : deeper;
      const leaves = leavesOf(answered);
      return callsOf(field, ids).flatMap((call) => inner.map((more) => `${call} { ${leaves} ${more} }`));
    });
  }

  const query = schema.getQueryType()!;
  const leaves = Object.values(query.getFields()).filter(
    ({ name, type }) => isLeafType(getNamedType(type)) && (ruleOfField(rules, 'Query', name)?.scopes.length ?? 0) > 0,
  );
  return [...leaves.map(({ name }) => name), ...below(query, ['Query'])].map((text) => `{ ${text} }`);
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
    (field) => isLeafType(getNamedType(field.type)) && !needs(field),
  );
  return ['__typename', ...leaves.map(({ name }) => name)].join(' ');
}

function needs({ args }: Field): boolean {
  return args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
}

function callsOf(field: Field, ids: readonly string[]): readonly string[] {
  const needed = field.args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
  const [first, ...more] = needed;
  if (!first) return [field.name];
  if (more.length > 0 || getNamedType(first.type).name !== 'ID')
    throw new Error(`a way to ask ${field.name} with ${needed.map(({ name }) => name).join(', ')} is to be added here`);
  return ids.map((id) => `${field.name}(${first.name}: ${JSON.stringify(id)})`);
}
