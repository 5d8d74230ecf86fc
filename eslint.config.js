import { join } from 'node:path';
import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['**/dist/', '**/dist-bench/', '**/generated/', 'schema/supergraph.graphql', 'schema/api.graphql'] },
  { files: ['**/*.js', '**/*.mjs', '**/*.ts'], extends: [js.configs.recommended] },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.ts'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-properties': [
        'error',
        ...['describe', 'it', 'test'].map((object) => ({
          object,
          property: 'only',
          message: 'It silences every other test.',
        })),
      ],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Interfaces promise promises: an implementation that has nothing to wait for is still async.
      '@typescript-eslint/require-await': 'off',
      // With noUncheckedIndexedAccess, `!` is how code says that an index is known to be in bounds.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // What is named for its types alone is not loaded.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // Code points are what names and $strLenCP are counted in.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
    },
  },
  {
    // Jest's expect.any() is an any, and so is every field of the driver's Document.
    files: ['**/test/**/*.ts', '**/bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  {
    files: ['schema/**/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      // The composed schema: one subgraph alone does not hold the fields that others add to its types.
      parserOptions: {
        graphQLConfig: { schema: graphPath('api.graphql'), documents: graphPath('operations/*.graphql') },
      },
    },
    rules: {
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          DirectiveDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          OperationDefinition: 'PascalCase',
          FragmentDefinition: 'PascalCase',
          VariableDefinition: 'camelCase',
        },
      ],
    },
  },
  {
    files: ['schema/*.graphql'],
    rules: {
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/no-typename-prefix': 'error',
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/require-description': [
        'error',
        {
          // Not object types: a subgraph that adds fields to the type of another leaves its description to the other, and
          // the contract tests ask for it in the composed schema.
          DirectiveDefinition: true,
          EnumTypeDefinition: true,
          EnumValueDefinition: true,
          FieldDefinition: true,
          InputObjectTypeDefinition: true,
          InputValueDefinition: true,
          InterfaceTypeDefinition: true,
          ScalarTypeDefinition: true,
          UnionTypeDefinition: true,
        },
      ],
      '@graphql-eslint/unique-enum-value-names': 'error',
    },
  },
  {
    // Clients do not see the directives, nor that they use an enum.
    files: ['schema/common.graphql'],
    rules: { '@graphql-eslint/no-unreachable-types': 'off' },
  },
  {
    files: ['schema/operations/*.graphql'],
    rules: {
      '@graphql-eslint/lone-executable-definition': 'error',
      '@graphql-eslint/match-document-filename': [
        'error',
        { fileExtension: '.graphql', query: 'PascalCase', mutation: 'PascalCase', fragment: 'PascalCase' },
      ],
      '@graphql-eslint/no-anonymous-operations': 'error',
      '@graphql-eslint/no-deprecated': 'error',
      '@graphql-eslint/no-duplicate-fields': 'error',
      '@graphql-eslint/unique-fragment-name': 'error',
      '@graphql-eslint/unique-operation-name': 'error',
    },
  },
);

/** Absolute, because every workspace runs ESLint in its own folder. */
function graphPath(path) {
  return join(import.meta.dirname, 'schema', path);
}
