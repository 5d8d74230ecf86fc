import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Whether a value of a subgraph may stand for a leaf in an answer; of custom scalars every value may. */
export type IsLeaf = (value: unknown) => boolean;

const INT = /^-?(0|[1-9][0-9]*)$/;

const builtIn: Readonly<Record<string, IsLeaf>> = {
  Int: (value) => Number.isInteger(value) && INT.test(String(value)),
  Float: (value) => Number.isFinite(value),
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || (Number.isInteger(value) && INT.test(String(value))),
};

/** The check of a leaf type. */
export function leafCheck(type: GraphQLLeafType): IsLeaf {
  if (!isEnumType(type)) return builtIn[type.name] ?? (() => true);
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => names.has(value);
}
