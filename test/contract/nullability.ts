import { Kind, type TypeNode } from 'graphql';
import { contributedFields, entityOwners } from './entities.js';
import { type Subgraphs, namedType, objectTypes, ownFields } from './sdl.js';

/**
 * Fields whose answer can be missing because a subgraph is down, and that would take more than themselves with them: a
 * null in a place that must not be null makes null of what stands around it, up to the whole answer. They are
 * - fields that a subgraph adds to an entity of another,
 * - fields that lead from one subgraph to an entity of another,
 * - all fields of Query, since an operation may ask several subgraphs at once.
 */
export function unsafeFields(subgraphs: Subgraphs): readonly string[] {
  const owners = entityOwners(subgraphs);
  const contributed = contributedFields(subgraphs)
    .filter(({ field }) => field.type.kind === Kind.NON_NULL_TYPE)
    .map(({ entity, field }) => `${entity}.${field.name.value}`);

  const leading = [...subgraphs].flatMap(([subgraph, typeDefs]) =>
    objectTypes(typeDefs).flatMap((type) =>
      ownFields(type)
        .filter((field) => {
          if (type.name.value === 'Query') return field.type.kind === Kind.NON_NULL_TYPE;
          const owner = owners.get(namedType(field.type));
          return owner !== undefined && owner !== subgraph && isRequired(field.type);
        })
        .map((field) => `${type.name.value}.${field.name.value}`),
    ),
  );
  return [...new Set([...contributed, ...leading])].sort();
}

/** No null is allowed at any depth. One in a list is enough: it ends there. */
function isRequired(type: TypeNode): boolean {
  if (type.kind !== Kind.NON_NULL_TYPE) return false;
  return type.type.kind === Kind.LIST_TYPE ? isRequired(type.type.type) : true;
}
