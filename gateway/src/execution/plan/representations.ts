import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Data, isData, merge, own, put } from './data.js';
import { typeCondition } from './type-conditions.js';

/** What a subgraph is told of an object to find it again; null where something of it is not known. */
export type Represent = (data: Data) => Data | null;

/** Compiles what a fetch requires of each object (`_Any` of the federation specification). */
export function compileRequires(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Represent {
  const parts = selections.map((one) => compilePart(schema, one));
  return (data) => {
    const made: Data = {};
    return parts.every((part) => part(data, made)) ? made : null;
  };
}

/** The same as JSON. Undefined where what is required is more than a few values of one type. */
export function compileRequiresText(
  schema: GraphQLSchema,
  selections: readonly QueryPlanSelectionNode[],
): ((data: Data) => string | null) | undefined {
  const [fragment, ...others] = selections;
  if (fragment?.kind !== 'InlineFragment' || fragment.typeCondition === undefined || others.length > 0)
    return undefined;
  const fields = fragment.selections.map((one) => (one.kind === 'Field' && !one.selections ? one : undefined));
  if (!fields.every((one) => one !== undefined) || !fields.some(({ name }) => name === '__typename')) return undefined;
  const applies = typeCondition(schema, fragment.typeCondition);
  const values = fields.map(({ alias, name }) => ({ key: alias ?? name, head: `${JSON.stringify(alias ?? name)}:` }));
  return (data) => {
    if (applies(data) !== true) return null;
    let text = '';
    for (const { key, head } of values) {
      const value = own(data, key);
      if (value === undefined) return null;
      text += `${text && ','}${head}${JSON.stringify(value)}`;
    }
    return `{${text}}`;
  };
}

/** Copies what it stands for; false where it is not there. */
type Part = (from: Data, to: Data) => boolean;

function compilePart(schema: GraphQLSchema, selection: QueryPlanSelectionNode): Part {
  if (selection.kind === 'InlineFragment') {
    const applies = selection.typeCondition === undefined ? undefined : typeCondition(schema, selection.typeCondition);
    const represent = compileRequires(schema, selection.selections);
    return (from, to) => {
      const found = applies?.(from) === true ? represent(from) : null;
      if (found) merge(to, found);
      return true;
    };
  }
  const key = selection.alias ?? selection.name;
  const copy = selection.selections ? copied(compileRequires(schema, selection.selections)) : (value: unknown) => value;
  return (from, to) => {
    const value = own(from, key);
    if (value === undefined) return false;
    put(to, key, copy(value));
    return true;
  };
}

function copied(represent: Represent): (value: unknown) => unknown {
  return function copy(value): unknown {
    if (Array.isArray(value)) return value.map(copy);
    return isData(value) ? represent(value) : null;
  };
}
