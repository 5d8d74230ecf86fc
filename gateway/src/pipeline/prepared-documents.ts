import {
  type DocumentNode,
  type GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { hashOf } from '../documents/trusted-documents.js';
import type { Executor } from '../execution/executor.js';
import { checkDocument } from '../limits/check-document.js';
import type { DocumentLimits } from '../limits/document-limits.js';
import { checkText } from '../limits/scan-text.js';
import { tooComplexError } from '../limits/too-complex.js';
import { invalid, unknownOperation, unreadable, withoutHints } from './request-errors.js';

/** A document that may be executed. */
export interface PreparedDocument {
  readonly document: DocumentNode;
  /** The SHA-256 of its text. */
  readonly hash: string;
  /** @throws GraphQLError OPERATION_RESOLUTION_FAILURE where the document has no such operation, or several and no name is given */
  readonly operation: (name: string | undefined) => OperationDefinitionNode;
  /** The name by which an operation is told from others of the document; undefined where there is no other, whatever is given. */
  readonly nameAmong: (name: string | undefined) => string | undefined;
}

/** Texts that are kept, each of at most 64 kB. */
const KEPT = 500;

export interface PreparedDocumentsOptions {
  readonly limits: DocumentLimits;
  /** Whether what is wrong is told without naming what the schema has instead. */
  readonly hidesSchema: boolean;
}

/**
 * Makes the function that reads a document: it is measured before it is parsed, parsed once, and measured again before it is
 * validated. Each text is looked at once, as long as it is in use and the schema stays. It throws what is wrong, one error or a
 * list of them: TOO_COMPLEX, GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED.
 */
export function createPreparedDocuments(
  executor: Executor,
  { limits, hidesSchema }: PreparedDocumentsOptions,
): (text: string) => PreparedDocument {
  const known = new LRUCache<string, PreparedDocument | readonly GraphQLError[]>({ max: KEPT });
  executor.onSchemaChange(() => known.clear());

  function read(text: string): PreparedDocument | readonly GraphQLError[] {
    const tooLong = checkText(text, limits);
    if (tooLong) return [tooComplexError(tooLong)];
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: limits.TOKENS });
    } catch (error) {
      return [unreadable(error as GraphQLError)];
    }
    const tooLarge = checkDocument(document, limits);
    if (tooLarge) return [tooComplexError(tooLarge)];
    const errors = validate(executor.schema, document).map(invalid);
    if (errors.length > 0) return hidesSchema ? errors.map(withoutHints) : errors;
    return prepared(document, hashOf(text));
  }

  return (text) => {
    let found = known.get(text);
    if (!found) {
      found = read(text);
      // Long texts are refused at a glance and would fill the memory.
      if (text.length <= limits.BYTES) known.set(text, found);
    }
    if (!('document' in found)) throw found.length === 1 ? found[0]! : new AggregateError(found);
    return found;
  };
}

function prepared(document: DocumentNode, hash: string): PreparedDocument {
  const operations = new Map<string | undefined, OperationDefinitionNode>();
  const isOnly = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
  return {
    document,
    hash,
    nameAmong: (name) => (isOnly ? undefined : name),
    operation(name) {
      const found = operations.get(name) ?? getOperationAST(document, name);
      if (!found) throw unknownOperation(name);
      operations.set(name, found);
      return found;
    },
  };
}
