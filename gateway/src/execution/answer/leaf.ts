import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Whether a value of a subgraph may stand for a leaf in an answer; of custom scalars every value may. */
export type IsLeaf = (value: unknown) => boolean;

/** Beyond, a number is written with an exponent, which is no integer in GraphQL. */
const WRITTEN_OUT = 1e21;

function isWhole(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < WRITTEN_OUT;
}

const builtIn: Readonly<Record<string, IsLeaf>> = {
  Int: isWhole,
  Float: (value) => Number.isFinite(value),
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || isWhole(value),
};

/** The check of a leaf type. */
export function leafCheck(type: GraphQLLeafType): IsLeaf {
  if (!isEnumType(type)) return builtIn[type.name] ?? (() => true);
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => names.has(value);
}
