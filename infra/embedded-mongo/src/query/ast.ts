import type { BSONRegExp } from 'bson';
import type { Path } from '../bson/path.js';
import type { Doc } from '../bson/value.js';

export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** A predicate on one field. `path` is split at its dots. */
export type FieldNode = { readonly path: Path } & (
  | { readonly type: 'compare'; readonly op: Comparison; readonly value: unknown }
  | { readonly type: 'in'; readonly values: readonly unknown[]; readonly regexes: readonly BSONRegExp[] }
  | { readonly type: 'regex'; readonly regex: BSONRegExp }
  | { readonly type: 'exists' }
  | { readonly type: 'types'; readonly codes: ReadonlySet<number>; readonly anyNumber: boolean }
  | { readonly type: 'size'; readonly size: number }
  | { readonly type: 'mod'; readonly divisor: bigint; readonly remainder: bigint }
  | { readonly type: 'bits'; readonly mask: bigint; readonly wanted: 'AllSet' | 'AllClear' | 'AnySet' | 'AnyClear' }
  /** `$elemMatch` of a query on documents. */
  | { readonly type: 'elemMatchDoc'; readonly node: Node }
  /** `$elemMatch` of operators: `node` tests the field called '' of `{ '': item }`. */
  | { readonly type: 'elemMatchValue'; readonly node: Node }
);

export type Node =
  | FieldNode
  | { readonly type: 'and' | 'or' | 'nor'; readonly nodes: readonly Node[] }
  | { readonly type: 'not'; readonly node: Node }
  | { readonly type: 'expr'; readonly expression: unknown }
  | { readonly type: 'jsonSchema'; readonly schema: Doc; readonly test: (doc: Doc) => boolean }
  | { readonly type: 'always'; readonly answer: boolean };

/** The predicates that every matching document fulfils: the conjunction at the top of the query. */
export function conjuncts(node: Node): Node[] {
  return node.type === 'and' ? node.nodes.flatMap(conjuncts) : [node];
}
