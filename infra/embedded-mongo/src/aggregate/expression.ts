import { BSONRegExp, Decimal128, Double, Long, Timestamp } from 'bson';
import { Context, evalExpr } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as pipelines from 'mingo/operators/pipeline';
import * as windows from 'mingo/operators/window';
import { doubleOf } from '../bson/arithmetic.js';
import { compare } from '../bson/compare.js';
import { keyOf } from '../bson/key.js';
import {
  type Doc,
  entriesOf,
  getField,
  hasField,
  isDoc,
  isNumeric,
  setField,
  toNumber,
  typeName,
} from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { originalOf, toRegExp } from '../query/regex.js';
import { parseSort, sortKey } from '../query/sort.js';
import { binarySize, bsonSize, indexOfCodePoints, timestampPart, toObjectId, toText, toUuid } from './conversions.js';
import { fieldPath } from './path-expression.js';
import { table } from '../table.js';

/**
 * Aggregation expressions: mingo evaluates the operators, on a copy of the document in plain JS values. What it gets
 * silently wrong (comparison across types, sets, missing fields, positions in paths) is ours; what it would get wrong and
 * we do not replace (arithmetic on Decimal128 and on int64 beyond 2^53) is refused.
 */

/** Evaluates an expression over a document with the variables of its command. undefined: missing. */
export type Evaluate = (expression: unknown, doc: Doc) => unknown;

/** The options object that mingo hands to operators. */
interface MingoOptions {
  update(locals: { root: unknown; variables?: Doc }): MingoOptions;
  readonly local: { readonly root?: unknown };
}

type Operator = (doc: unknown, operand: unknown, options: MingoOptions) => unknown;

const compute = evalExpr as unknown as (doc: unknown, expression: unknown, options: unknown) => unknown;

/** Set while a document holds numbers that plain JS arithmetic would get wrong. */
let inexact = false;
/** The document under evaluation with its BSON types, for `$type`. */
let source: Doc = {};

/** A copy in plain JS values, as mingo expects them. */
export function promote(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(promote);
  if (value instanceof Double) return value.value;
  // bson's Timestamp is a Long to instanceof.
  if (value instanceof Timestamp) return value;
  if (value instanceof Long) {
    const number = value.toNumber();
    if (Number.isSafeInteger(number)) return number;
    inexact = true;
    return value;
  }
  if (value instanceof Decimal128) {
    inexact = true;
    return value;
  }
  if (value instanceof BSONRegExp) return toRegExp(value.pattern, value.options);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, field] of entriesOf(value)) setField(copy, name, promote(field));
  return copy;
}

/** The way back: expressions that became plain values become BSON values again. */
export function demote(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'symbol' ? undefined : value;
  if (Array.isArray(value)) return value.map((item) => demote(item) ?? null);
  if (value instanceof RegExp)
    return (
      originalOf(value) ?? new BSONRegExp(value.source, [...value.flags].filter((f) => 'ims'.includes(f)).join(''))
    );
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, field] of entriesOf(value)) {
    const plain = demote(field);
    if (plain !== undefined) setField(copy, name, plain);
  }
  return copy;
}

const pair = (name: string, doc: unknown, operand: unknown, options: MingoOptions): [unknown, unknown] => {
  if (!Array.isArray(operand) || operand.length !== 2) {
    throw new CommandError(
      16020,
      `Expression ${name} takes exactly 2 arguments. ${Array.isArray(operand) ? operand.length : 1} were passed in.`,
    );
  }
  return [compute(doc, operand[0], options), compute(doc, operand[1], options)];
};

const comparing =
  (name: string, answer: (order: number) => unknown): Operator =>
  (doc, operand, options) => {
    const [a, b] = pair(name, doc, operand, options);
    return answer(compare(a, b));
  };

const text = (value: unknown): string => keyOf(value).toString('latin1');

/** Distinct values by BSON equality. */
function distinct(items: readonly unknown[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const item of items) if (!found.has(text(item))) found.set(text(item), item);
  return found;
}

const sets =
  (name: string, combine: (sets: Map<string, unknown>[]) => unknown): Operator =>
  (doc, operand, options) => {
    const args = (Array.isArray(operand) ? operand : [operand]).map((item) => compute(doc, item, options));
    if (args.some((arg) => arg === null || arg === undefined)) {
      if (name === '$setEquals' || name === '$setIsSubset')
        throw new CommandError(17044, `All operands of ${name} must be arrays`);
      return null;
    }
    if (!args.every(Array.isArray)) throw new CommandError(17043, `All operands of ${name} must be arrays`);
    return combine(args.map((items) => distinct(items as unknown[])));
  };

const values = (set: Map<string, unknown>): unknown[] => [...set.values()].sort(compare);

const extreme =
  (wins: (order: number) => boolean): Operator =>
  (doc, operand, options) => {
    const value = compute(doc, operand, options);
    const items = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
      (item) => item !== null && item !== undefined,
    );
    return items.reduce((best: unknown, item) => (best === null || wins(compare(item, best)) ? item : best), null);
  };

const refuse =
  (name: string): Operator =>
  () => {
    throw refused(name);
  };

/** One argument, alone or in an array. */
const single = (operand: unknown): unknown =>
  Array.isArray(operand) && operand.length === 1 ? (operand[0] as unknown) : operand;

const unary =
  (apply: (value: unknown) => unknown): Operator =>
  (doc, operand, options) =>
    apply(compute(doc, single(operand), options));

/** The value of an argument; of a plain field path, or of the whole document, with its BSON types. */
function withTypes(doc: unknown, operand: unknown, options: MingoOptions): unknown {
  const argument = single(operand);
  if (argument === '$$ROOT') return source;
  const simple = typeof argument === 'string' && /^\$[^$]/.test(argument);
  return simple ? fieldPath(source, argument.slice(1).split('.')) : compute(doc, argument, options);
}

/** Conversions of `$convert` that mingo lacks, by name and by BSON type code. */
const OWN_CONVERSIONS = new Map<unknown, (value: unknown) => unknown>([
  ['string', toText],
  [2, toText],
  ['objectId', toObjectId],
  [7, toObjectId],
  ['binData', toUuid],
  [5, toUuid],
]);

const convert: Operator = (doc, operand, options) => {
  const spec = isDoc(operand) ? operand : {};
  const own = OWN_CONVERSIONS.get(compute(doc, spec['to'], options));
  if (!own) return (expressions.$convert as unknown as Operator)(doc, operand, options);
  const value = compute(doc, spec['input'], options);
  if (value === null || value === undefined) return compute(doc, spec['onNull'], options) ?? null;
  try {
    return own(value);
  } catch (error) {
    if (!('onError' in spec)) throw error;
    return compute(doc, spec['onError'], options);
  }
};

/** Our own operators, in place of mingo's. */
const OWN: Readonly<Record<string, Operator>> = {
  $eq: comparing('$eq', (order) => order === 0),
  $ne: comparing('$ne', (order) => order !== 0),
  $gt: comparing('$gt', (order) => order > 0),
  $gte: comparing('$gte', (order) => order >= 0),
  $lt: comparing('$lt', (order) => order < 0),
  $lte: comparing('$lte', (order) => order <= 0),
  $cmp: comparing('$cmp', (order) => Math.sign(order)),
  $in(doc, operand, options) {
    const [value, items] = pair('$in', doc, operand, options);
    if (!Array.isArray(items))
      throw new CommandError(40081, `$in requires an array as a second argument, found: ${typeName(items)}`);
    return items.some((item) => compare(item, value) === 0);
  },
  $max: extreme((order) => order > 0),
  $min: extreme((order) => order < 0),
  $setUnion: sets('$setUnion', (all) => values(new Map(all.flatMap((set) => [...set])))),
  $setIntersection: sets('$setIntersection', ([first = new Map<string, unknown>(), ...rest]) =>
    values(new Map([...first].filter(([key]) => rest.every((set) => set.has(key))))),
  ),
  $setDifference: sets('$setDifference', ([a = new Map<string, unknown>(), b = new Map<string, unknown>()]) =>
    [...a].filter(([key]) => !b.has(key)).map(([, value]) => value),
  ),
  $setEquals: sets('$setEquals', ([first = new Map<string, unknown>(), ...rest]) =>
    rest.every((set) => set.size === first.size && [...set.keys()].every((key) => first.has(key))),
  ),
  $setIsSubset: sets('$setIsSubset', ([a = new Map<string, unknown>(), b = new Map<string, unknown>()]) =>
    [...a.keys()].every((key) => b.has(key)),
  ),
  $sortArray(doc, operand, options) {
    const { input, sortBy } = operand as Doc;
    const items = compute(doc, input, options);
    if (items === null || items === undefined) return null;
    if (!Array.isArray(items))
      throw new CommandError(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(items)}`,
      );
    const list = items as unknown[];
    if (isNumeric(sortBy)) return [...list].sort((a, b) => compare(a, b) * Math.sign(toNumber(sortBy)));
    const fields = parseSort(sortBy as Doc);
    const keyed = list.map((item) => ({ item, key: isDoc(item) ? sortKey(item, fields) : keyOf(item) }));
    return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item);
  },
  $getField(doc, operand, options) {
    const spec = isDoc(operand) && 'field' in operand ? operand : { field: operand };
    const name = compute(doc, spec['field'], options);
    const input = 'input' in spec ? compute(doc, spec['input'], options) : options.local.root;
    return isDoc(input) ? getField(input, String(name)) : undefined;
  },
  $setField(doc, operand, options) {
    const { field, input, value } = operand as Doc;
    const target = compute(doc, input, options);
    if (target === null || target === undefined) return null;
    if (!isDoc(target)) throw new CommandError(4161105, `$setField requires 'input' to evaluate to type Object`);
    const copy: Doc = { ...target };
    const name = String(compute(doc, field, options));
    const result = compute(doc, value, options);
    if (result === undefined) Reflect.deleteProperty(copy, name);
    else setField(copy, name, result);
    return copy;
  },
  $type: (doc, operand, options) => typeName(withTypes(doc, operand, options)),
  $isNumber: (doc, operand, options) =>
    isNumeric(compute(doc, Array.isArray(operand) ? (operand[0] as unknown) : operand, options)),
  /** What a field path with a position in it becomes, see `prepare`. */
  $__path: (_doc, operand, options) => fieldPath(options.local.root, operand as string[]),
  $toString: unary(toText),
  $toObjectId: unary(toObjectId),
  $toUUID: unary(toUuid),
  $convert: convert,
  $binarySize: unary(binarySize),
  $bsonSize: (doc, operand, options) => bsonSize(withTypes(doc, operand, options)),
  $tsSecond: unary((value) => timestampPart('$tsSecond', value)),
  $tsIncrement: unary((value) => timestampPart('$tsIncrement', value)),
  $indexOfCP: (doc, operand, options) => indexOfCodePoints(compute(doc, operand, options) as unknown[]),
  $meta: refuse('$meta'),
  // mingo's own window stages are written with it; a client can only send text.
  $function: (doc, operand, options) => {
    if (!isDoc(operand) || typeof operand['body'] !== 'function') throw refused('$function');
    return (expressions.$function as unknown as Operator)(doc, operand, options);
  },
  $accumulator: refuse('$accumulator'),
};

/** mingo's operators that only move or choose values, or that are safe with any number: these need no guard. */
const MOVES = new Set(
  (
    '$and $or $not $cond $ifNull $switch $let $map $filter $reduce $literal $arrayElemAt $first $last $slice $size $isArray $concatArrays $reverseArray ' +
    '$objectToArray $arrayToObject $mergeObjects $unsetField $zip $push $toString $toLong $toInt $toDouble $toDecimal $toBool $convert $rand $addToSet'
  ).split(' '),
);

function guarded(name: string, operator: Operator): Operator {
  return (doc, operand, options) => {
    if (inexact && holdsInexact(compute(doc, operand, options)))
      throw refused(`${name} on Decimal128 or on an int64 beyond 2^53`);
    return operator(doc, operand, options);
  };
}

function holdsInexact(value: unknown): boolean {
  if (value instanceof Decimal128 || (value instanceof Long && !(value instanceof Timestamp))) return true;
  if (Array.isArray(value)) return value.some(holdsInexact);
  return isDoc(value) && Object.values(value).some(holdsInexact);
}

function operators(): Record<string, Operator> {
  const all: Record<string, Operator> = {};
  for (const [name, operator] of Object.entries({ ...accumulators, ...expressions } as unknown as Record<
    string,
    Operator
  >)) {
    if (name in expressions) all[name] = MOVES.has(name) ? operator : guarded(name, operator);
  }
  return { ...all, ...OWN };
}

function guardedAccumulators(): Record<string, Operator> {
  const entries = Object.entries(accumulators as unknown as Record<string, Operator>);
  return Object.fromEntries(
    entries.map(([name, accumulate]) => [
      name,
      (items: unknown, operand: unknown, options: MingoOptions): unknown => {
        if (inexact && !MOVES.has(name) && holdsInexact(items))
          throw refused(`${name} on Decimal128 or on an int64 beyond 2^53`);
        return accumulate(items, operand, options);
      },
    ]),
  );
}

let captured: MingoOptions | undefined;

/** mingo's context: every expression operator there is, and the few stages that are its own. */
export const mingoContext = Context.init({
  expression: {
    ...operators(),
    $__capture: (_doc: unknown, _operand: unknown, options: MingoOptions): null => {
      captured = options;
      return null;
    },
  },
  accumulator: guardedAccumulators(),
  pipeline: pipelines,
  window: windows,
} as unknown as Parameters<typeof Context.init>[0]);

const EXPRESSION_NAMES = new Set([...Object.keys(operators()), ...Object.keys(accumulators)]);

/** mingo's options object for a set of variables; made through an operator because its class is not exported. */
function optionsFor(variables: Doc): MingoOptions {
  compute({}, { $__capture: 1 }, { context: mingoContext, scriptEnabled: false, variables: promote(variables) });
  if (!captured) throw new Error('mingo did not call the operator');
  return captured;
}

const prepared = new WeakMap<object, unknown>();

/** An expression in plain JS values, its operators checked; paths with positions go to our own operator. */
function prepare(expression: unknown): unknown {
  if (typeof expression === 'string') {
    return /^\$[^$].*\.\d+(\.|$)/.test(expression) ? { $__path: expression.slice(1).split('.') } : expression;
  }
  if (Array.isArray(expression)) return expression.map(prepare);
  if (!isDoc(expression)) return promote(expression);
  const copy: Doc = {};
  for (const [name, operand] of entriesOf(expression)) {
    if (name.startsWith('$') && !EXPRESSION_NAMES.has(name))
      throw new CommandError(168, `Unrecognized expression '${name}'`);
    setField(copy, name, name === '$literal' ? promote(operand) : prepare(operand));
  }
  return copy;
}

function preparedOnce(expression: Doc): unknown {
  let ready = prepared.get(expression);
  if (ready === undefined) {
    ready = prepare(expression);
    prepared.set(expression, ready);
  }
  return ready;
}

/** The type that an outermost conversion asks for; plain JS numbers have lost it. */
const CONVERSIONS = table<(value: number) => unknown>({
  $toLong: (value) => Long.fromNumber(value),
  $toDouble: doubleOf,
  $toDecimal: (value) => Decimal128.fromString(String(value)),
  $avg: doubleOf,
  $divide: doubleOf,
  $sqrt: doubleOf,
});

const isOperatorDoc = (expression: Doc): boolean => Object.keys(expression)[0]?.startsWith('$') === true;

export function createEvaluate(variables: Doc): Evaluate {
  let options: MingoOptions | undefined;
  const evaluate: Evaluate = (expression, doc) => {
    if (typeof expression === 'string') return expression.startsWith('$') ? path(expression, doc) : expression;
    if (Array.isArray(expression)) return expression.map((item) => evaluate(item, doc) ?? null);
    if (!isDoc(expression)) return expression;
    if (isOperatorDoc(expression)) return operate(expression, doc);
    const result: Doc = {};
    for (const [name, operand] of entriesOf(expression)) {
      const value = evaluate(operand, doc);
      if (value !== undefined) setField(result, name, value);
    }
    return result;
  };
  const path = (expression: string, doc: Doc): unknown => {
    if (!expression.startsWith('$$')) return fieldPath(doc, expression.slice(1).split('.'));
    const [name = '', ...rest] = expression.slice(2).split('.');
    if (name === 'ROOT' || name === 'CURRENT') return fieldPath(doc, rest);
    if (name === 'REMOVE') return undefined;
    if (hasField(variables, name)) return fieldPath(variables[name], rest);
    if (name === 'CLUSTER_TIME' || name === 'USER_ROLES') throw refused(`$$${name}`);
    return operate({ $ifNull: [expression, null] }, doc);
  };
  const operate = (expression: Doc, doc: Doc): unknown => {
    const [name = ''] = Object.keys(expression);
    if (name === '$literal') return expression['$literal'];
    inexact = false;
    source = doc;
    const plain = promote(doc);
    options ??= optionsFor(variables);
    const result = demote(compute(plain, preparedOnce(expression), options.update({ root: plain })));
    const convert = CONVERSIONS[name];
    return convert && typeof result === 'number' ? convert(result) : result;
  };
  return evaluate;
}

/** Evaluates with no variables: `$expr` in queries of writes, array filters and validators. */
export const evaluatePlain: Evaluate = createEvaluate({});
