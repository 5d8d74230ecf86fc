import { type DocumentNode, GraphQLScalarType, Kind } from 'graphql';
import { resolvedEntities } from './entities.js';
import { objectTypes } from './sdl.js';

/** Resolvers by type, and by field or enum value within a type. */
export type ResolverMap = Readonly<Record<string, unknown>>;

/**
 * Resolvers that nothing in the SDL asks for: of a type or field that it does not have. Such code is never run, and
 * `buildSubgraphSchema` does not mind.
 */
export function strayResolvers(typeDefs: DocumentNode, resolvers: ResolverMap): readonly string[] {
  const known = knownFields(typeDefs);
  return Object.entries(resolvers).flatMap(([type, fields]) => {
    const names = known.get(type);
    if (names === undefined) return [type];
    if (fields instanceof GraphQLScalarType) return [];
    return Object.keys(fields as object).flatMap((field) => (names.has(field) ? [] : `${type}.${field}`));
  });
}

/** Entities that the subgraph promises to find by their key, without the resolver that does. */
export function unresolvedEntities(typeDefs: DocumentNode, resolvers: ResolverMap): readonly string[] {
  return resolvedEntities(typeDefs)
    .map(({ name }) => name.value)
    .filter((name) => typeof (resolvers[name] as ResolverMap | undefined)?.['__resolveReference'] !== 'function');
}

/** Scalars without code of their own: GraphQL would let every value of theirs pass. */
export function lenientScalars({ definitions }: DocumentNode, resolvers: ResolverMap): readonly string[] {
  return definitions
    .flatMap((one) => (one.kind === Kind.SCALAR_TYPE_DEFINITION ? one.name.value : []))
    .filter((name) => !(resolvers[name] instanceof GraphQLScalarType));
}

function knownFields(typeDefs: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  const add = (type: string, fields: readonly string[]): void => {
    known.set(type, new Set([...(known.get(type) ?? []), ...fields]));
  };
  for (const type of objectTypes(typeDefs))
    add(type.name.value, ['__isTypeOf', ...(type.fields ?? []).map(({ name }) => name.value)]);
  for (const type of resolvedEntities(typeDefs)) add(type.name.value, ['__resolveReference']);
  for (const one of typeDefs.definitions)
    switch (one.kind) {
      case Kind.SCALAR_TYPE_DEFINITION:
        add(one.name.value, []);
        break;
      case Kind.ENUM_TYPE_DEFINITION:
        add(
          one.name.value,
          (one.values ?? []).map(({ name }) => name.value),
        );
        break;
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        add(one.name.value, ['__resolveType']);
    }
  return known;
}
