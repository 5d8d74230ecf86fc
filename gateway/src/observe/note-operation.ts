import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../request-context.js';

/** What is told of an operation that was answered. */
export interface AnsweredOperation {
  /** The name that the operation has in its document. */
  readonly name: string | undefined;
  readonly documentHash: string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly context: GatewayContext;
}

/**
 * Notes what the log and the measures tell of an operation: its name where it is a named one, its hash, the codes of its
 * errors, and what it cost. Names that callers chose are not told: they may hold anything.
 */
export function noteOperation(
  known: ReadonlySet<string>,
  { name, documentHash, errors, context: { caller, cost, scope } }: AnsweredOperation,
): void {
  const { facts } = scope;
  facts['role'] = caller.role;
  facts['district'] = caller.scopes['district'];
  facts.operation = name !== undefined && known.has(name) ? name : 'other';
  if (documentHash !== undefined) facts.documentHash = documentHash;
  facts.errorCodes = codesOf(errors);
  facts['subgraphCalls'] = cost.subgraphs;
  facts['storeCommands'] = cost.store;
}

/** Each code once. */
export function codesOf(errors: readonly GraphQLFormattedError[]): readonly string[] {
  return errors.length === 0 ? [] : [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))];
}
