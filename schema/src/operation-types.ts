import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { type DocumentNode, parse } from 'graphql';
import { clientScalars } from './scalar-types.js';

/** One file of `operations/`. */
export interface OperationFile {
  readonly path: string;
  readonly document: DocumentNode;
}

/**
 * A TypeScript module with a typed document for each operation (`ItemPageDocument`), its variables and its answer, over
 * the schema that clients see. Throws when an operation is not valid against it, or two share a name.
 */
export async function operationTypes(apiSdl: string, files: readonly OperationFile[]): Promise<string> {
  return codegen({
    filename: 'operations.ts',
    schema: parse(apiSdl),
    documents: files.map(({ path, document }) => ({ location: path, document })),
    plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
    pluginMap: { typescriptOperations, typedDocumentNode },
    config: {
      strictScalars: true,
      scalars: clientScalars,
      immutableTypes: true,
      useTypeImports: true,
    },
  });
}
