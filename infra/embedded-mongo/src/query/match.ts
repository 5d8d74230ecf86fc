import { Binary, BSONRegExp, BSONSymbol, Long } from 'bson';
import { compare, orderClass } from '../bson/compare.js';
import { keyOf } from '../bson/key.js';
import { walkPath } from '../bson/path.js';
import { type Doc, isDoc, isNaNumber, isNumeric, toNumber, TYPE, typeCode } from '../bson/value.js';
import type { Comparison, FieldNode, Node } from './ast.js';
import { binaryBits, isExtreme, ITEM, parseQuery, toInteger } from './parse.js';
import { toRegExp } from './regex.js';

/** Evaluates an aggregation expression for `$expr`; given by the aggregation side so that queries do not depend on it. */
export type EvaluateExpression = (expression: unknown, doc: Doc) => unknown;

/** Where the positional operator `$` of an update or projection points: the position in the outermost array that matched. */
export interface MatchDetails {
  position: number;
}

export type Test = (doc: Doc, details?: MatchDetails) => boolean;

export interface Matcher {
  readonly node: Node;
  readonly test: Test;
  /** Top-level fields the query reads; undefined: all of them. */
  readonly fields: ReadonlySet<string> | undefined;
}

export function createMatcher(query: unknown, evaluate: EvaluateExpression): Matcher {
  const node = parseQuery(query);
  const fields = new Set<string>();
  return { node, test: compile(node, evaluate), fields: collectFields(node, fields) ? fields : undefined };
}

function collectFields(node: Node, fields: Set<string>): boolean {
  if ('path' in node) {
    fields.add(node.path[0] as string);
    return true;
  }
  switch (node.type) {
    case 'and':
    case 'or':
    case 'nor':
      return node.nodes.every((child) => collectFields(child, fields));
    case 'not':
      return collectFields(node.node, fields);
    case 'always':
      return true;
    default:
      return false;
  }
}

function compile(node: Node, evaluate: EvaluateExpression): Test {
  switch (node.type) {
    case 'and': {
      const tests = node.nodes.map((child) => compile(child, evaluate));
      return (doc, details) => tests.every((test) => test(doc, details));
    }
    case 'or': {
      const tests = node.nodes.map((child) => compile(child, evaluate));
      return (doc, details) => tests.some((test) => test(doc, details));
    }
    case 'nor': {
      const tests = node.nodes.map((child) => compile(child, evaluate));
      return (doc) => !tests.some((test) => test(doc));
    }
    case 'not': {
      const test = compile(node.node, evaluate);
      return (doc) => !test(doc);
    }
    case 'always':
      return () => node.answer;
    case 'expr':
      return (doc) => isTrue(evaluate(node.expression, doc));
    case 'jsonSchema':
      return node.test;
    default:
      return compileField(node, evaluate);
  }
}

/** Truth of an expression's result: everything but false, null, missing and zero. */
export function isTrue(value: unknown): boolean {
  if (isNumeric(value)) return compare(value, 0) !== 0;
  return value !== false && value !== null && value !== undefined;
}

function compileField(node: FieldNode, evaluate: EvaluateExpression): Test {
  const { path } = node;
  const test = valueTest(node, evaluate);
  // The item of an array that $elemMatch tests is one value, even when it is an array itself.
  if (path === ITEM) return (doc) => test(doc['']) !== false;
  const expand =
    node.type !== 'size' && node.type !== 'elemMatchDoc' && node.type !== 'elemMatchValue' && node.type !== 'exists';
  return (doc, details) =>
    walkPath(doc, path, expand, (value, position) => {
      const found = test(value);
      if (found === false) return false;
      if (details) {
        const at = typeof found === 'number' && position < 0 ? found : position;
        if (at >= 0) details.position = at;
      }
      return true;
    });
}

/** A test answers false, true, or the position of the item that matched. */
type ValueTest = (value: unknown) => boolean | number;

function valueTest(node: FieldNode, evaluate: EvaluateExpression): ValueTest {
  switch (node.type) {
    case 'compare':
      return comparisonTest(node.op, node.value);
    case 'in':
      return inTest(node.values, node.regexes);
    case 'regex':
      return regexTest(node.regex);
    case 'exists':
      return (value) => value !== undefined;
    case 'types':
      return (value) =>
        value !== undefined && ((node.anyNumber && isNumeric(value)) || node.codes.has(typeCode(value)));
    case 'size':
      return (value) => Array.isArray(value) && value.length === node.size;
    case 'mod':
      return (value) => {
        const whole = toInteger(value);
        return whole !== null && whole % node.divisor === node.remainder;
      };
    case 'bits':
      return bitsTest(node.mask, node.wanted);
    case 'elemMatchDoc': {
      const test = compile(node.node, evaluate);
      return firstItem((item) =>
        isDoc(item) ? test(item) : Array.isArray(item) && test(Object.assign({}, item) as unknown as Doc),
      );
    }
    case 'elemMatchValue': {
      const test = compile(node.node, evaluate);
      return firstItem((item) => test({ '': item }));
    }
  }
}

function firstItem(test: (item: unknown) => boolean): ValueTest {
  return (value) => {
    if (!Array.isArray(value)) return false;
    const position = value.findIndex(test);
    return position < 0 ? false : position;
  };
}

function comparisonTest(op: Comparison, operand: unknown): ValueTest {
  const wanted = orderClass(operand ?? null);
  const accepts = ACCEPTS[op];
  if (operand === null || operand === undefined) {
    // A missing field equals null; nothing is less or greater than null within its class.
    return op === 'gt' || op === 'lt' ? () => false : (value) => value === null || value === undefined;
  }
  if (isExtreme(operand)) return (value) => accepts(compare(value, operand));
  if (isNaNumber(operand)) return op === 'gt' || op === 'lt' ? () => false : isNaNumber;
  const rejectsNaN = op === 'lt' || op === 'lte';
  return (value) =>
    orderClass(value) === wanted && accepts(compare(value, operand)) && !(rejectsNaN && isNaNumber(value));
}

const ACCEPTS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

/** By keys and not one by one, because a list may hold thousands of ids. */
function inTest(values: readonly unknown[], regexes: readonly BSONRegExp[]): ValueTest {
  const patterns = regexes.map(regexTest);
  const strings = new Set(values.filter((value) => typeof value === 'string'));
  const classes = new Set(values.map((value) => orderClass(value ?? null)));
  const keys = new Set(values.map((value) => keyText(value ?? null)));
  const listed = (value: unknown): boolean =>
    (typeof value === 'string' && strings.has(value)) || (classes.has(orderClass(value)) && keys.has(keyText(value)));
  return (value) => listed(value ?? null) || patterns.some((test) => test(value));
}

const keyText = (value: unknown): string => keyOf(value).toString('latin1');

function regexTest(regex: BSONRegExp): (value: unknown) => boolean {
  const expression = toRegExp(regex.pattern, regex.options);
  return (value) => {
    if (typeof value === 'string' || value instanceof BSONSymbol) return expression.test(String(value));
    return value instanceof BSONRegExp && compare(value, regex) === 0;
  };
}

/** Of numbers only whole ones that fit an int64 have bits, and decimals have none. */
function toBits(value: unknown): bigint | null {
  const number = toNumber(value);
  if (typeCode(value) === TYPE.decimal || !Number.isInteger(number)) return null;
  return value instanceof Long || Math.abs(number) < 2 ** 63 ? toInteger(value) : null;
}

function bitsTest(mask: bigint, wanted: 'AllSet' | 'AllClear' | 'AnySet' | 'AnyClear'): ValueTest {
  return (value) => {
    const bits = value instanceof Binary ? binaryBits(value) : toBits(value);
    if (bits === null) return false;
    const set = bits & mask;
    if (wanted === 'AllSet') return set === mask;
    if (wanted === 'AllClear') return set === 0n;
    return wanted === 'AnySet' ? set !== 0n : set !== mask;
  };
}
