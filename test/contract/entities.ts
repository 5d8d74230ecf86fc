import { type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';
import { type ObjectType, type Subgraphs, directivesOf, objectTypes, ownFields } from './sdl.js';

/** Types with a key by which this subgraph answers for them; without those of which it knows the key alone. */
export function resolvedEntities(typeDefs: DocumentNode): readonly ObjectType[] {
  return objectTypes(typeDefs).filter((type) =>
    directivesOf(type, 'key').some(
      ({ arguments: args = [] }) =>
        !args.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value),
    ),
  );
}

/**
 * Which subgraph an entity belongs to. Federation knows no owner; ours is the one that describes the entity, of those that
 * resolve it.
 */
export function entityOwners(subgraphs: Subgraphs): ReadonlyMap<string, string> {
  return new Map(describers(subgraphs).flatMap(([entity, [owner]]) => (owner === undefined ? [] : [[entity, owner]])));
}

/** Entities that no subgraph describes, or more than one. */
export function entitiesWithoutOneOwner(subgraphs: Subgraphs): readonly string[] {
  return describers(subgraphs).flatMap(([entity, names]) =>
    names.length === 1 ? [] : `${entity} is described by ${names.length > 0 ? names.join(' and ') : 'no subgraph'}`,
  );
}

/** A field that a subgraph adds to an entity of another. */
export interface ContributedField {
  readonly subgraph: string;
  readonly entity: string;
  readonly field: FieldDefinitionNode;
}

export function contributedFields(subgraphs: Subgraphs): readonly ContributedField[] {
  const owners = entityOwners(subgraphs);
  return [...subgraphs].flatMap(([subgraph, typeDefs]) =>
    objectTypes(typeDefs)
      .filter(({ name }) => owners.has(name.value) && owners.get(name.value) !== subgraph)
      .flatMap((type) =>
        ownFields(type)
          .filter((field) => !keyFields(type).has(field.name.value))
          .map((field) => ({ subgraph, entity: type.name.value, field })),
      ),
  );
}

/** Our keys are single fields. */
function keyFields(type: ObjectType): ReadonlySet<string> {
  return new Set(
    directivesOf(type, 'key').flatMap(({ arguments: args = [] }) =>
      args.flatMap(({ name, value }) => (name.value === 'fields' && value.kind === Kind.STRING ? value.value : [])),
    ),
  );
}

function describers(subgraphs: Subgraphs): readonly (readonly [entity: string, subgraphs: readonly string[]])[] {
  const found = new Map<string, string[]>();
  for (const [subgraph, typeDefs] of subgraphs)
    for (const type of resolvedEntities(typeDefs)) {
      const names = found.get(type.name.value) ?? [];
      found.set(type.name.value, names);
      if ('description' in type && type.description !== undefined) names.push(subgraph);
    }
  return [...found];
}
