import { type GraphQLLeafType, type GraphQLSchema, isEnumType, isObjectType } from 'graphql';

/**
 * What subgraphs know and clients do not see (`@inaccessible`) is null in an answer, and no fault: the full schema has it, that of
 * the clients does not.
 */
export interface Hiding {
  /** All types as the subgraphs have them together. */
  readonly fullSchema: GraphQLSchema;
}

/** Whether a value that clients may not see is one that subgraphs may say. */
export function isHiddenValue({ fullSchema }: Hiding, { name }: GraphQLLeafType, value: unknown): boolean {
  const full = fullSchema.getType(name);
  return isEnumType(full) && typeof value === 'string' && full.getValue(value) != null;
}

/** Whether a type that clients may not see is one that subgraphs have. */
export function isHiddenType({ fullSchema }: Hiding, name: string): boolean {
  return isObjectType(fullSchema.getType(name));
}
