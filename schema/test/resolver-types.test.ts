import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { resolverTypes } from '../dist/resolver-types.js';
import { subgraph } from './sdl.js';

const items = subgraph(
  'items',
  'type Query { item(id: ID!): Item } type Item @key(fields: "id") { id: ID! name: String! since: Day } scalar Day',
);

/** What the compiler says of resolvers that are written with the generated types, as `TS<number>`. */
async function errorsIn(resolvers: string): Promise<readonly string[]> {
  const files = new Map([
    ['/src/generated/resolvers.ts', await resolverTypes(items, { Item: '../item-store.js#StoredItem' })],
    ['/src/context.ts', 'export interface Context { readonly today: string }'],
    ['/src/item-store.ts', 'export interface StoredItem { readonly _id: string; readonly title: string }'],
    [
      '/src/resolvers.ts',
      `import type { CompleteResolvers, Resolvers } from './generated/resolvers.js';\n${resolvers}`,
    ],
    ['/node_modules/@shanghai/kernel/index.d.ts', kernelTypes],
    ['/node_modules/graphql/index.d.ts', graphqlTypes],
  ]);
  const options: ts.CompilerOptions = {
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [], noEmit: true },
    ...{ target: ts.ScriptTarget.ES2023, strict: true, noUncheckedIndexedAccess: true, skipLibCheck: true },
    ...{ verbatimModuleSyntax: true, erasableSyntaxOnly: true },
  };
  const real = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...real,
    directoryExists: () => true,
    fileExists: (path) => files.has(path) || real.fileExists(path),
    getSourceFile: (path, version) => {
      const text = files.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version);
      if (!libraries.has(path)) libraries.set(path, real.getSourceFile(path, version));
      return libraries.get(path);
    },
  };
  const program = ts.createProgram(['/src/resolvers.ts'], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ code, file, messageText }) =>
        `TS${code} ${file?.fileName} ${ts.flattenDiagnosticMessageText(messageText, '')}`,
    );
}

/** Parsed once for all programs. */
const libraries = new Map<string, ts.SourceFile | undefined>();

const kernelTypes = ['Day', 'DistrictCode', 'OccupationCode', 'UnifiedSocialCreditCode']
  .map((name) => `export type ${name} = string;`)
  .join('\n');
const graphqlTypes = ['GraphQLResolveInfo', 'GraphQLScalarType', 'GraphQLScalarTypeConfig<_I, _O>']
  .map((name) => `export interface ${name} { readonly extensions: object }`)
  .join('\n');

describe('the types of resolvers', () => {
  test('take resolvers over the stored shape and the context of the service', async () => {
    const errors = await errorsIn(`export const resolvers: Resolvers = {
      Query: { item: (_, { id }, { today }) => ({ _id: id, title: today }) },
      Item: { __resolveReference: ({ id }) => ({ _id: id, title: '' }), id: (item) => item._id, name: (item) => item.title },
    };`);
    expect(errors).toEqual([]);
  });

  test.each([
    ['a field that does not exist', '{ Item: { colour: () => "red" } }', /TS2353 .*colour/],
    ['a type that does not exist', '{ Agency: {} }', /TS2353 .*Agency/],
    ['a field of another type', '{ Item: { name: () => 1 } }', /TS2322/],
    ['an argument that does not exist', '{ Query: { item: (_, { code }) => null } }', /TS2339 .*code/],
    ['a field that the stored shape does not have', '{ Item: { name: (item) => item.name } }', /TS2339 .*name/],
  ])('do not compile with %s', async (_, resolvers, error) => {
    expect(await errorsIn(`export const resolvers: Resolvers = ${resolvers};`)).toEqual([expect.stringMatching(error)]);
  });

  test('let the stored shape answer for the fields it has, and ask for the others', async () => {
    const complete = `{
      Query: { item: () => null },
      Item: { id: (item: StoredItem) => item._id, name: (item: StoredItem) => item.title, since: () => null },
      Day: {} as GraphQLScalarType,
    }`;
    const errorsWith = async (resolvers: string): Promise<readonly string[]> =>
      errorsIn(`import type { GraphQLScalarType } from 'graphql';
        import type { StoredItem } from './item-store.js';
        export const resolvers: CompleteResolvers = ${resolvers};`);
    expect(await errorsWith(complete)).toEqual([]);
    for (const forgotten of ['item: () => null', 'since: () => null', 'Day: {} as GraphQLScalarType,'])
      expect(await errorsWith(complete.replace(forgotten, ''))).toEqual([expect.stringMatching(/^TS(2741|2322) /)]);
  });

  test('are refused when a mapper names a type that the subgraph does not have', async () => {
    await expect(resolverTypes(items, { Agency: 'string' })).rejects.toThrow(/Agency/);
  });

  test('are refused when a scalar has no entry in the table', async () => {
    const coloured = subgraph('items', 'type Query { colour: Colour } scalar Colour');
    await expect(resolverTypes(coloured, {})).rejects.toThrow(/Colour/);
  });
});
