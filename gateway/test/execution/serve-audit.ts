import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { defaultFieldResolver, type GraphQLSchema, isObjectType, parse } from 'graphql';
import type { AuditGraph, AuditPart, Row } from './audit-graphs.js';
import { serveSchema, type ServedSchema } from './serve-schema.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@provides", "@override", "@shareable", "@inaccessible", "@interfaceObject"])`;

/** The composed graph of the parts, each at its address. */
export function composeAudit({ parts }: AuditGraph, urls: Readonly<Record<string, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(parts).map(([name, { sdl }]) => ({ name, url: urls[name]!, typeDefs: parse(`${LINK}\n${sdl}`) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** Serves every part of a graph, by its name. */
export async function serveAudit({ parts }: AuditGraph): Promise<Readonly<Record<string, ServedSchema>>> {
  const served = Object.entries(parts).map(async ([name, part]) => [name, await serveSchema(schemaOf(part))] as const);
  return Object.fromEntries(await Promise.all(served));
}

function schemaOf({ sdl, roots = {}, entities = {}, computed = {} }: AuditPart): GraphQLSchema {
  const references = Object.fromEntries(
    Object.entries(entities).map(([type, rows]) => [
      type,
      { __resolveReference: (given: Row) => found(type, rows, given) },
    ]),
  );
  const schema = buildSubgraphSchema([{ typeDefs: parse(`${LINK}\n${sdl}`), resolvers: references }]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const compute = computed[`${type.name}.${field.name}`];
      if (compute) field.resolve = (row: Row, args: Row) => compute(row, args);
      else if (type.name === 'Query' || type.name === 'Mutation') field.resolve = () => roots[field.name];
      else field.resolve = defaultFieldResolver;
    }
  }
  return schema;
}

/** The row that agrees with all that a reference says and it knows, with what the reference says beside. */
function found(type: string, rows: readonly Row[], given: Row): Row | null {
  const { __typename: said, ...rest } = given;
  const row = rows.find((one) =>
    Object.entries(rest).every(([key, value]) => one[key] === undefined || same(one[key], value)),
  );
  return row ? { ...rest, ...row, __typename: row['__typename'] ?? said ?? type } : null;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
