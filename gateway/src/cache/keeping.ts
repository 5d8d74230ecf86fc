import { type AccessRules, isPublic, rulesToRead } from '@shanghai/platform';
import {
  type DocumentNode,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { visitFields } from '../documents/visit-fields.js';
import type { CacheRule, CacheRules } from './cache-directives.js';

/** How long the answer to an operation may be kept: the shortest time of what it reads, and all that ends it earlier. */
export type Keeping = CacheRule;

export interface KeepingRules {
  readonly schema: GraphQLSchema;
  readonly access: AccessRules;
  readonly cache: CacheRules;
}

/**
 * Whether and how long the answer to an operation may be kept; null where it may not. It may where it is a query, everyone may
 * read every field of it, none tells of a person, and every object in it has a time: of the field that leads to it, or of its type.
 */
export function keepingOf(
  { schema, access, cache }: KeepingRules,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Keeping | null {
  if (operation.operation !== OperationTypeNode.QUERY) return null;
  const found: (CacheRule | null)[] = [];
  visitFields(schema, document, operation, (type, field) => {
    if (field.name === '__typename') return;
    found.push(...(readable(type.name, field) ? timesOf(type.name, field) : [null]));
  });
  const times = found.filter((time) => time !== null);
  if (times.length === 0 || times.length < found.length) return null;
  return {
    seconds: Math.min(...times.map(({ seconds }) => seconds)),
    tags: [...new Set(times.flatMap(({ tags }) => tags))].sort(),
  };

  function readable(type: string, field: GraphQLField<unknown, unknown>): boolean {
    const isOpen = rulesToRead(access, type, field).every((rule) => rule !== undefined && isPublic(rule));
    return isOpen && !cache.personal.has(`${type}.${field.name}`);
  }

  /** The times of what the field answers, null for what has none. A value is as old as the object it is of. */
  function timesOf(type: string, field: GraphQLField<unknown, unknown>): readonly (CacheRule | null)[] {
    const own = cache.rules.get(`${type}.${field.name}`);
    if (own) return [own];
    const answered = getNamedType(field.type);
    if (!isCompositeType(answered)) return type === schema.getQueryType()?.name ? [null] : [];
    const types = isAbstractType(answered) ? schema.getPossibleTypes(answered) : [answered];
    return types.map(({ name }) => cache.rules.get(name) ?? null);
  }
}
