import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { type Data, own } from './data.js';

/** Whether an object is of a type, by the name that it has of its own; undefined where it has none. */
export type TypeCondition = (data: Data) => boolean | undefined;

/** Compiles `... on Type`: an object is of its own type, and of every union and interface that its type is of. */
export function typeCondition(schema: GraphQLSchema, name: string): TypeCondition {
  const names = namesUnder(schema, name);
  return (data) => {
    const typename = own(data, '__typename');
    return typeof typename === 'string' ? names.has(typename) : undefined;
  };
}

/** The names of a type and of all that are of it. */
export function namesUnder(schema: GraphQLSchema, name: string): ReadonlySet<string> {
  const type = schema.getType(name);
  if (!type || !isAbstractType(type)) return new Set([name]);
  const others = Object.values(schema.getTypeMap()).filter(
    (other) => (isObjectType(other) || isInterfaceType(other)) && schema.isSubType(type, other),
  );
  return new Set([name, ...others.map((other) => other.name)]);
}
