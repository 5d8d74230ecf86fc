import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** How a description says that a list is short: "A short list.", "at most 10", "the first ten by name". */
const BOUND = /\b(?:a short list|at most (?:\d+|ten)|the first (?:\d+|ten))\b/i;

/**
 * Lists that could grow without end: neither the page of a connection, nor a list of enum values (which are counted), nor
 * described as short. And connections that are not asked for by page.
 */
export function unboundedLists(schema: GraphQLSchema): readonly string[] {
  return objectFields(schema).flatMap(({ parent, field }) => {
    const at = `${parent.name}.${field.name}`;
    const named = getNamedType(field.type);
    if (isConnection(named)) {
      const missing = ['first', 'after'].filter((name) => !field.args.some((arg) => arg.name === name));
      return missing.map((name) => `${at} is a connection without the argument ${name}`);
    }
    const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
    if (!isList || isEnumType(named) || isConnection(parent)) return [];
    return BOUND.test(field.description ?? '') ? [] : `${at} is a list without a documented bound`;
  });
}

/** What a Relay connection lacks: `totalCount`, `edges` with `cursor` and `node`, `nodes`, `pageInfo`. */
export function incompleteConnections(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter(isConnection)
    .flatMap((type) => {
      const fields = isObjectType(type) ? type.getFields() : {};
      const edge = fields['edges'] && getNamedType(fields['edges'].type);
      const edgeFields = isObjectType(edge) ? edge.getFields() : {};
      return [
        ...['totalCount', 'edges', 'nodes', 'pageInfo'].filter((name) => !(name in fields)),
        ...['cursor', 'node'].filter((name) => !(name in edgeFields)),
      ].map((name) => `${type.name} has no ${name}`);
    });
}

function isConnection(type: GraphQLNamedType): boolean {
  return type.name.endsWith('Connection');
}

function objectFields(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((parent) => Object.values(parent.getFields()).map((field) => ({ parent, field })));
}
