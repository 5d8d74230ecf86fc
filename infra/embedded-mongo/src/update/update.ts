import { ObjectId } from 'bson';
import { equal } from '../bson/compare.js';
import { describe } from '../bson/describe.js';
import { isPosition, splitPath } from '../bson/path.js';
import { cloneValue, type Doc, entriesOf, hasField, isDoc, setField, TYPE, typeCode, typeName } from '../bson/value.js';
import { badValue, CommandError, failedToParse } from '../errors.js';
import { conjuncts, type Node } from '../query/ast.js';
import { createMatcher, type EvaluateExpression, type Matcher } from '../query/match.js';
import { type OperatorContext, UPDATE_OPERATORS } from './operators.js';
import { findPlace, makePlace, putAt, valueAt } from './paths.js';

/** What an update knows of the document it changes. */
export interface UpdateTarget {
  /** Where `$` points, -1 when the query matched no array. */
  readonly position: number;
  readonly inserting: boolean;
  readonly now: Date;
}

/** Gives the changed document; may change and return the one it was given. */
export type Update = (doc: Doc, target: UpdateTarget) => Doc;

/** Compiles an update pipeline; given by the aggregation side. */
export type CompileUpdatePipeline = (pipeline: unknown[], constants: Doc) => (doc: Doc) => Doc;

export interface UpdateTools {
  readonly evaluate: EvaluateExpression;
  readonly compilePipeline: CompileUpdatePipeline;
}

interface Step {
  readonly operator: string;
  readonly path: readonly string[];
  readonly operand: unknown;
}

/**
 * Compiles the `u` of an update: operators, a replacement, or a pipeline (with constants in `c`).
 * @throws CommandError for what is wrong whatever the document
 */
export function compileUpdate(update: unknown, arrayFilters: unknown, constants: unknown, tools: UpdateTools): Update {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined) throw failedToParse('arrayFilters may not be specified for pipeline-syle updates');
    const run = tools.compilePipeline(update, isDoc(constants) ? constants : {});
    return (doc) => keepId(doc, run(doc));
  }
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array');
  if (!isOperatorUpdate(update)) {
    if (arrayFilters !== undefined)
      throw failedToParse('arrayFilters may not be specified for replacement-style updates');
    return (doc) => replacement(doc, update);
  }
  return compileOperators(update, parseArrayFilters(arrayFilters, tools.evaluate), tools.evaluate);
}

export function isOperatorUpdate(update: Doc): boolean {
  return Object.keys(update)[0]?.startsWith('$') === true;
}

function keepId(before: Doc, after: Doc): Doc {
  if (!hasField(before, '_id')) return after;
  if (!hasField(after, '_id')) return { _id: before['_id'], ...after };
  if (!equal(before['_id'], after['_id'])) throw immutableId();
  return after;
}

const immutableId = (): CommandError =>
  new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");

function replacement(before: Doc, update: Doc): Doc {
  for (const name of Object.keys(update)) {
    if (name.startsWith('$'))
      throw new CommandError(
        52,
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
  }
  if (hasField(before, '_id') && hasField(update, '_id') && !equal(before['_id'], update['_id'])) {
    throw new CommandError(66, "After applying the update, the (immutable) field '_id' was found to have been altered");
  }
  const doc: Doc = {};
  const id = hasField(before, '_id') ? before['_id'] : update['_id'];
  if (id !== undefined) doc['_id'] = id;
  for (const [name, value] of entriesOf(update)) if (name !== '_id') setField(doc, name, value);
  return doc;
}

type ArrayFilters = ReadonlyMap<string, Matcher>;

/** `arrayFilters` by identifier: the first part of the paths of each filter. */
function parseArrayFilters(filters: unknown, evaluate: EvaluateExpression): ArrayFilters {
  const found = new Map<string, Matcher>();
  if (filters === undefined || filters === null) return found;
  if (!Array.isArray(filters)) throw typeMismatchOf('arrayFilters', filters);
  for (const filter of filters) {
    if (!isDoc(filter)) throw typeMismatchOf('arrayFilters item', filter);
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (name === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
    if (names.size > 1)
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      throw badValue(
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    if (found.has(name)) throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    found.set(name, createMatcher(filter, evaluate));
  }
  return found;
}

const typeMismatchOf = (what: string, value: unknown): CommandError =>
  new CommandError(14, `${what} must not be of type ${typeName(value)}`);

function identifiers(filter: Doc): string[] {
  return entriesOf(filter).flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return [splitPath(name)[0] as string];
    return Array.isArray(operand) ? operand.filter(isDoc).flatMap(identifiers) : [];
  });
}

function compileOperators(update: Doc, filters: ArrayFilters, evaluate: EvaluateExpression): Update {
  const steps = entriesOf(update).flatMap(([operator, fields]) => stepsOf(operator, fields));
  const used = new Set<string>();
  for (const step of steps) {
    for (const part of step.path) {
      const identifier = /^\$\[(.+)\]$/.exec(part)?.[1];
      if (identifier === undefined) continue;
      if (!filters.has(identifier))
        throw badValue(`No array filter found for identifier '${identifier}' in path '${step.path.join('.')}'`);
      used.add(identifier);
    }
  }
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw failedToParse(
        `The array filter for identifier '${name}' was not used in the update ${JSON.stringify(Object.keys(update))}`,
      );
  }
  refuseConflicts(steps);
  steps.sort((a, b) => comparePaths(a.path, b.path));
  return (doc, target) => {
    const before = doc['_id'];
    const context: OperatorContext = { id: before, now: target.now, evaluate };
    for (const step of steps) {
      if (step.operator === '$setOnInsert' && !target.inserting) continue;
      const operator = UPDATE_OPERATORS[step.operator] as (typeof UPDATE_OPERATORS)[string];
      for (const path of concretePaths(doc, step.path, target.position, filters))
        operator.apply(doc, path, cloneValue(step.operand), context);
    }
    if (!target.inserting && !equal(before, doc['_id'])) throw immutableId();
    return doc;
  };
}

function stepsOf(operator: string, fields: unknown): Step[] {
  const known = UPDATE_OPERATORS[operator];
  if (!known)
    throw failedToParse(
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  if (!isDoc(fields))
    throw failedToParse(
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${String(fields)}}`,
    );
  return entriesOf(fields).map(([name, operand]) => {
    if (name === '') throw new CommandError(56, 'An empty update path is not valid.');
    const path = splitPath(name);
    if (path.includes(''))
      throw new CommandError(56, `The update path '${name}' contains an empty field name, which is not allowed.`);
    if (path[0] === '$' || path[0]?.startsWith('$[') === true)
      throw badValue(
        `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${name}'`,
      );
    for (const part of path.slice(0, 1))
      if (part.startsWith('$'))
        throw new CommandError(
          52,
          `The dollar ($) prefixed field '${part}' in '${name}' is not allowed in the context of an update's modifiers`,
        );
    known.check?.(operand, name);
    return { operator, path, operand };
  });
}

/** Two steps may not touch the same path or one inside the other. Source: MongoDB error 40. */
function refuseConflicts(steps: readonly Step[]): void {
  const paths = steps
    .flatMap((step) => (step.operator === '$rename' ? [step.path, splitPath(step.operand as string)] : [step.path]))
    .sort(comparePaths);
  for (let i = 1; i < paths.length; i++) {
    const earlier = paths[i - 1] as readonly string[];
    const later = paths[i] as readonly string[];
    if (earlier.every((part, at) => part === later[at])) {
      throw new CommandError(
        40,
        `Updating the path '${later.join('.')}' would create a conflict at '${earlier.join('.')}'`,
      );
    }
  }
}

/** New fields appear in this order: names by their bytes, positions by their number. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i] as string;
    const y = b[i] as string;
    if (x === y) continue;
    if (isPosition(x) && isPosition(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

/** Replaces `$`, `$[]` and `$[identifier]` by the positions they stand for in this document. */
function concretePaths(doc: Doc, path: readonly string[], position: number, filters: ArrayFilters): string[][] {
  let paths: string[][] = [[]];
  path.forEach((part, at) => {
    if (part === '$') {
      if (position < 0) throw badValue('The positional operator did not find the match needed from the query.');
      paths = paths.map((done) => [...done, String(position)]);
      return;
    }
    const identifier = /^\$\[(.*)\]$/.exec(part)?.[1];
    if (identifier === undefined) {
      paths = paths.map((done) => [...done, part]);
      return;
    }
    paths = paths.flatMap((done) =>
      arrayPositions(doc, done, path.slice(0, at), identifier, filters).map((index) => [...done, String(index)]),
    );
  });
  return paths;
}

function arrayPositions(
  doc: Doc,
  at: readonly string[],
  written: readonly string[],
  identifier: string,
  filters: ArrayFilters,
): number[] {
  const place = findPlace(doc, at);
  const items = place && valueAt(place);
  if (items === null || items === undefined)
    throw badValue(`The path '${written.join('.')}' must exist in the document in order to apply array updates.`);
  if (!Array.isArray(items))
    throw badValue(`Cannot apply array updates to non-array element ${at.join('.')}: ${describe(items)}`);
  const filter = filters.get(identifier);
  return items
    .map((_, index) => index)
    .filter((index) => !filter || filter.test({ [identifier]: items[index] as unknown }));
}

/**
 * The document an upsert inserts: the query's equalities, then the update, then an `_id` if none came of them.
 * @throws CommandError 54 when two equalities name the same path
 */
export function upsertDocument(node: Node, update: unknown, apply: Update, now: Date): Doc {
  const seed: Doc = {};
  const replaces = isDoc(update) && !isOperatorUpdate(update);
  for (const { path, value } of equalities(node)) {
    if (replaces && path[0] !== '_id') continue;
    const place = findPlace(seed, path);
    if (place && valueAt(place) !== undefined)
      throw new CommandError(54, `cannot infer query fields to set, path '${path.join('.')}' is matched twice`);
    if (path.some((part) => part.startsWith('$'))) continue;
    putAt(makePlace(seed, path), cloneValue(value));
  }
  const doc = apply(seed, { position: -1, inserting: true, now });
  const id = hasField(doc, '_id') && doc['_id'] !== undefined ? doc['_id'] : new ObjectId();
  const ordered: Doc = { _id: id };
  for (const [name, value] of entriesOf(doc)) if (name !== '_id') setField(ordered, name, value);
  return ordered;
}

function equalities(node: Node): { path: readonly string[]; value: unknown }[] {
  return conjuncts(node).flatMap((part) => {
    if (part.type === 'compare' && part.op === 'eq' && typeCode(part.value) !== TYPE.regex)
      return [{ path: part.path, value: part.value }];
    if (part.type === 'in' && part.values.length === 1 && part.regexes.length === 0)
      return [{ path: part.path, value: part.values[0] }];
    if (part.type === 'or' && part.nodes.length === 1) return equalities(part.nodes[0] as Node);
    return [];
  });
}
