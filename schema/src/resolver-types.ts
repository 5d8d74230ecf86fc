import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { type DocumentNode, Kind } from 'graphql';
import { serviceScalars } from './scalar-types.js';

/**
 * Which stored shape the resolvers of a type are given, as `module#type`; the module is named relative to
 * `src/generated`. A type that is not listed is given as the schema describes it.
 */
export type Mappers = Readonly<Record<string, string>>;

/** Codegen leaves every resolver optional, and a forgotten one would answer null. */
const completeness = `
/**
 * The resolvers of the whole subgraph with none missing: a field needs one unless the shape that its type is stored in has a
 * property of that name.
 */
export type CompleteResolvers = Resolvers & {
  [Type in keyof Resolvers as Unanswered<Type> extends never ? never : Type]-?: Required<
    Pick<NonNullable<Resolvers[Type]>, Unanswered<Type>>
  >;
};

type Unanswered<Type extends keyof Resolvers> = Exclude<
  keyof NonNullable<Resolvers[Type]>,
  | \`__\${string}\`
  | (Type extends RootTypes ? never : Type extends keyof ResolversParentTypes ? KeysOf<ResolversParentTypes[Type]> : PropertyKey)
>;

type RootTypes = 'Query' | 'Mutation' | 'Subscription';

type KeysOf<Shape> = Shape extends unknown ? keyof Shape : never;
`;

/**
 * The TypeScript of one service's resolvers: a map typed `CompleteResolvers` can name only types and fields of `typeDefs`,
 * and must have a resolver for what the stored shape does not answer. Throws
 * on a mapper for a type that the service does not have and on a scalar without an entry in `serviceScalars`.
 */
export async function resolverTypes(typeDefs: DocumentNode, mappers: Mappers): Promise<string> {
  const known = new Set(typeDefs.definitions.map((one) => ('name' in one ? one.name?.value : undefined)));
  const unknown = Object.keys(mappers).filter((type) => !known.has(type));
  if (unknown.length > 0) throw new Error(`Mappers for types that the schema does not have: ${unknown.join(', ')}.`);

  const scalars = typeDefs.definitions.flatMap((one) =>
    one.kind === Kind.SCALAR_TYPE_DEFINITION ? one.name.value : [],
  );
  const untyped = scalars.filter((name) => !(name in serviceScalars));
  if (untyped.length > 0) throw new Error(`Name the TypeScript type in scalar-types.ts: ${untyped.join(', ')}.`);

  const types = await codegen({
    filename: 'resolvers.ts',
    schema: typeDefs,
    documents: [],
    plugins: [{ typescript: {} }, { typescriptResolvers: {} }],
    pluginMap: { typescript, typescriptResolvers },
    config: {
      federation: true,
      // What it would add is Federation 1; our @link brings the directives of Federation 2.
      disableFederationDirectiveAndScalarInjection: true,
      strictScalars: true,
      scalars: serviceScalars,
      enumsAsTypes: true,
      immutableTypes: true,
      useTypeImports: true,
      contextType: '../context.js#Context',
      mappers,
      // A stored shape may be named like its type.
      mapperTypeSuffix: 'Mapper',
    },
  });
  return `${types}${completeness}`;
}
