import { readFileSync } from 'node:fs';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
  buildSchema,
  parse,
} from 'graphql';
import { subgraphNames, subgraphTypeDefs } from '@shanghai/schema';

/** SDL by the name of its subgraph. */
export type Subgraphs = ReadonlyMap<string, DocumentNode>;

export type ObjectType = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** The four subgraphs as the services serve them. */
export const graph: Subgraphs = new Map(subgraphNames.map((name) => [name, subgraphTypeDefs(name)]));

/** What clients see of them. */
export const api: GraphQLSchema = buildSchema(
  readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'),
);

/** Subgraphs written in a test, to see that a check finds what is wrong with them. */
export function subgraphsOf(sdl: Readonly<Record<string, string>>): Subgraphs {
  return new Map(Object.entries(sdl).map(([name, text]) => [name, parse(text)]));
}

/** Object types with their extensions, the root types among them. */
export function objectTypes({ definitions }: DocumentNode): readonly ObjectType[] {
  return definitions.filter(
    (one) => one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION,
  );
}

export function directivesOf(
  { directives }: { readonly directives?: readonly ConstDirectiveNode[] },
  name: string,
): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

/** Fields that the subgraph itself answers: without those that only a @requires of another field names. */
export function ownFields(type: ObjectType): readonly FieldDefinitionNode[] {
  const outside = directivesOf(type, 'external').length > 0;
  return (type.fields ?? []).filter((field) => !outside && directivesOf(field, 'external').length === 0);
}

/** The type without its lists and exclamation marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
