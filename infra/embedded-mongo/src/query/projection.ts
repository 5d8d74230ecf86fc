import { type Doc, entriesOf, hasField, isDoc, isNumeric, setField, toNumber, typeName } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { createMatcher, type EvaluateExpression, type MatchDetails } from './match.js';

/** Projections of `find` and `$project`: one tree of leaves. */

type Leaf =
  | { readonly kind: 'include' | 'exclude' | 'positional' }
  | { readonly kind: 'computed'; readonly expression: unknown }
  | { readonly kind: 'slice'; readonly skip: number | undefined; readonly limit: number }
  | { readonly kind: 'elemMatch'; readonly test: (item: unknown) => boolean };

type Tree = Map<string, Leaf | Tree>;

export interface Projection {
  readonly apply: (doc: Doc, details?: MatchDetails) => Doc;
  /** True when `$` is used, so that the query has to say which item matched. */
  readonly positional: boolean;
  /** Top-level fields an inclusion reads when it computes nothing; undefined: any. */
  readonly fields: ReadonlySet<string> | undefined;
}

interface Context {
  readonly evaluate: EvaluateExpression;
  readonly inFind: boolean;
  inclusion: boolean | undefined;
  positional: boolean;
}

/**
 * Compiles a projection. `inFind` allows `$slice`, `$elemMatch` and the positional `$`.
 * @throws CommandError 31253 or 31254 when inclusion and exclusion are mixed, 31249 or 31250 when paths collide
 */
export function compileProjection(spec: Doc, evaluate: EvaluateExpression, inFind: boolean): Projection {
  const context: Context = { evaluate, inFind, inclusion: undefined, positional: false };
  const tree: Tree = new Map();
  addFields(tree, [], spec, context);
  const id = tree.get('_id');
  const idOnly = tree.size === 1 && id !== undefined && !(id instanceof Map);
  if (context.inclusion === undefined && idOnly) context.inclusion = id.kind !== 'exclude';
  const inclusion = context.inclusion === true;
  if (inclusion && !tree.has('_id')) tree.set('_id', { kind: 'include' });
  const reads =
    inclusion &&
    [...tree.values()].every((leaf) => leaf instanceof Map || leaf.kind !== 'computed') &&
    !hasComputed(tree);
  return {
    apply: (doc, details) => (inclusion ? include(doc, tree, doc, context, details) : exclude(doc, tree, details)),
    positional: context.positional,
    fields: reads ? new Set(tree.keys()) : undefined,
  };
}

function hasComputed(tree: Tree): boolean {
  return [...tree.values()].some((leaf) => (leaf instanceof Map ? hasComputed(leaf) : leaf.kind === 'computed'));
}

function addFields(tree: Tree, prefix: readonly string[], spec: Doc, context: Context): void {
  for (const [name, operand] of entriesOf(spec)) {
    if (name === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
    if (name.endsWith('.')) throw new CommandError(40353, "FieldPath must not end with a '.'.");
    const path = [...prefix, ...name.split('.')];
    if (path.includes('')) throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
    if (isDoc(operand) && Object.keys(operand)[0]?.startsWith('$') !== true) {
      if (Object.keys(operand).length === 0)
        throw new CommandError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      addFields(tree, path, operand, context);
    } else put(tree, path, leafOf(path, operand, context));
  }
}

function put(tree: Tree, path: readonly string[], leaf: Leaf): void {
  let at = tree;
  const names = leaf.kind === 'positional' ? path.slice(0, -1) : path;
  names.forEach((name, i) => {
    if (name.startsWith('$'))
      throw new CommandError(
        16410,
        `Invalid $project :: caused by :: FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    const known = at.get(name);
    if (i === names.length - 1) {
      if (known !== undefined) throw new CommandError(31250, `Path collision at ${path.join('.')}`);
      at.set(name, leaf);
      return;
    }
    if (known !== undefined && !(known instanceof Map))
      throw new CommandError(
        31249,
        `Path collision at ${path.join('.')} remaining portion ${path.slice(i + 1).join('.')}`,
      );
    const next: Tree = known ?? new Map<string, Leaf | Tree>();
    at.set(name, next);
    at = next;
  });
}

function leafOf(path: readonly string[], operand: unknown, context: Context): Leaf {
  const name = path.join('.');
  if (context.inFind && path.slice(0, -1).includes('$'))
    throw new CommandError(31394, "As of 4.4, it's illegal to specify positional operator in the middle of a path.");
  if (isNumeric(operand) || typeof operand === 'boolean') {
    const including = typeof operand === 'boolean' ? operand : toNumber(operand) !== 0;
    if (path[path.length - 1] === '$' && context.inFind) {
      if (context.positional)
        throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
      if (context.inclusion === false)
        throw new CommandError(31395, 'positional projection cannot be used with exclusion');
      context.positional = true;
      settle(context, true, name);
      return { kind: 'positional' };
    }
    if (name !== '_id') settle(context, including, name);
    return { kind: including ? 'include' : 'exclude' };
  }
  if (context.inFind && isDoc(operand)) {
    if ('$slice' in operand) return sliceLeaf(operand['$slice'], context);
    if ('$elemMatch' in operand) return elemMatchLeaf(operand['$elemMatch'], name, context);
    if ('$meta' in operand) throw refused('$meta projections');
  }
  if (context.inclusion === false)
    throw new CommandError(31252, `Cannot use expression other than $meta in exclusion projection`);
  settle(context, true, name);
  return { kind: 'computed', expression: operand };
}

function settle(context: Context, including: boolean, name: string): void {
  if (context.inclusion === undefined) context.inclusion = including;
  else if (context.inclusion !== including) {
    throw including
      ? new CommandError(31253, `Cannot do inclusion on field ${name} in exclusion projection`)
      : new CommandError(31254, `Cannot do exclusion on field ${name} in inclusion projection`);
  }
}

function sliceLeaf(operand: unknown, context: Context): Leaf {
  const args = Array.isArray(operand) ? operand : [operand];
  // Expressions make it the aggregation operator of the same name.
  if (!args.every(isNumeric)) {
    settle(context, true, '$slice');
    return { kind: 'computed', expression: { $slice: operand } };
  }
  if (args.length > 2) throw new CommandError(28724, 'First argument to $slice must be an array');
  const [first = 0, second] = args.map(toNumber);
  if (second !== undefined && second <= 0) throw new CommandError(28724, `The $slice 'limit' must be positive`);
  return second === undefined
    ? { kind: 'slice', skip: undefined, limit: first }
    : { kind: 'slice', skip: first, limit: second };
}

function elemMatchLeaf(operand: unknown, name: string, context: Context): Leaf {
  if (name.includes('.')) throw new CommandError(31275, `Cannot use $elemMatch projection on a nested field.`);
  if (!isDoc(operand))
    throw new CommandError(31274, `elemMatch: Invalid argument, object required, but got ${typeName(operand)}`);
  context.inclusion ??= true;
  const { test } = createMatcher({ item: { $elemMatch: operand } }, context.evaluate);
  return { kind: 'elemMatch', test: (item) => test({ item: [item] }) };
}

function include(doc: Doc, tree: Tree, root: Doc, context: Context, details: MatchDetails | undefined): Doc {
  const out: Doc = {};
  for (const [name, value] of entriesOf(doc)) {
    const leaf = tree.get(name);
    if (leaf === undefined) continue;
    const kept = leaf instanceof Map ? includeNested(value, leaf, root, context, details) : keep(value, leaf, details);
    if (kept !== undefined) setField(out, name, kept);
  }
  addComputed(out, doc, tree, root, context);
  return out;
}

function addComputed(out: Doc, doc: Doc, tree: Tree, root: Doc, context: Context): void {
  for (const [name, leaf] of tree) {
    if (leaf instanceof Map) {
      if (!hasField(doc, name) && hasComputed(leaf)) {
        const nested: Doc = {};
        addComputed(nested, {}, leaf, root, context);
        setField(out, name, nested);
      }
    } else if (leaf.kind === 'computed') {
      const value = context.evaluate(leaf.expression, root);
      if (value !== undefined) setField(out, name, value);
    }
  }
}

function includeNested(
  value: unknown,
  tree: Tree,
  root: Doc,
  context: Context,
  details: MatchDetails | undefined,
): unknown {
  if (isDoc(value)) return include(value, tree, root, context, details);
  if (Array.isArray(value)) {
    const items = [...tree.values()].some((leaf) => !(leaf instanceof Map) && leaf.kind === 'positional')
      ? positionalItems(value, details)
      : value;
    return items
      .map((item: unknown) => includeNested(item, tree, root, context, details))
      .filter((item) => item !== undefined);
  }
  return hasComputed(tree) ? include({}, tree, root, context, details) : undefined;
}

function positionalItems(items: unknown[], details: MatchDetails | undefined): unknown[] {
  return items.slice(details?.position ?? 0, (details?.position ?? 0) + 1);
}

function keep(value: unknown, leaf: Leaf, details: MatchDetails | undefined): unknown {
  switch (leaf.kind) {
    case 'include':
      return value;
    case 'slice':
      return sliced(value, leaf.skip, leaf.limit);
    case 'elemMatch': {
      const item = Array.isArray(value) ? (value as unknown[]).findIndex((candidate) => leaf.test(candidate)) : -1;
      return item < 0 ? undefined : [(value as unknown[])[item]];
    }
    case 'positional':
      if (!Array.isArray(value)) return value;
      if (!details || details.position < 0)
        throw new CommandError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      return positionalItems(value, details);
    default:
      return undefined;
  }
}

function sliced(value: unknown, skip: number | undefined, limit: number): unknown {
  if (!Array.isArray(value)) return value;
  if (skip === undefined) return limit < 0 ? value.slice(limit) : value.slice(0, limit);
  const start = skip < 0 ? Math.max(0, value.length + skip) : skip;
  return value.slice(start, start + limit);
}

function exclude(doc: Doc, tree: Tree, details: MatchDetails | undefined): Doc {
  const out: Doc = {};
  for (const [name, value] of entriesOf(doc)) {
    const leaf = tree.get(name);
    const kept =
      leaf === undefined
        ? value
        : leaf instanceof Map
          ? excludeNested(value, leaf, details)
          : leaf.kind === 'exclude'
            ? undefined
            : keep(value, leaf, details);
    if (kept !== undefined) setField(out, name, kept);
  }
  return out;
}

function excludeNested(value: unknown, tree: Tree, details: MatchDetails | undefined): unknown {
  if (isDoc(value)) return exclude(value, tree, details);
  return Array.isArray(value) ? value.map((item: unknown) => excludeNested(item, tree, details)) : value;
}
