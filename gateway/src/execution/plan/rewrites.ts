import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Data, isData, own, put } from './data.js';
import { type TypeCondition, typeCondition } from './type-conditions.js';

/** Changes an answer or a representation in place. */
export type Rewrite = (value: unknown) => void;

const ON = '... on ';

/**
 * Compiles the rewrites of a fetch: values that are set, as the type of an interface object, and keys that are renamed, as those
 * that were aliased because two types disagree.
 */
export function compileRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  if (!rewrites || rewrites.length === 0) return undefined;
  const compiled = rewrites.map((one) => compileRewrite(schema, one));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const last = rewrite.path.at(-1);
  if (last === undefined) return () => undefined;
  const change: Change =
    rewrite.kind === 'ValueSetter' ? setter(last, rewrite.setValueTo) : renamer(last, rewrite.renameKeyTo);
  return rewrite.path.slice(0, -1).reduceRight<Rewrite>((next, step) => {
    if (step.startsWith(ON)) return onType(typeCondition(schema, step.slice(ON.length)), next);
    return each((data) => next(own(data, step)));
  }, each(change));
}

type Change = (data: Data) => void;

function setter(key: string, value: unknown): Change {
  return (data) => put(data, key, value);
}

function renamer(key: string, to: string): Change {
  return (data) => {
    const value = own(data, key);
    if (value === undefined) return;
    put(data, to, value);
    delete data[key];
  };
}

/** What has no type name is taken to be of the type. */
function onType(applies: TypeCondition, next: Rewrite): Rewrite {
  return each((data) => {
    if (applies(data) ?? true) next(data);
  });
}

/** Applies to an object, or to each of a list. */
function each(change: Change): Rewrite {
  return function apply(value) {
    if (Array.isArray(value)) for (const one of value) apply(one);
    else if (isData(value)) change(value);
  };
}
