import { type Doc, entriesOf, isDoc, setField } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { table } from '../table.js';
import { arithmeticOperators } from './operators/arithmetic.js';
import { arrayOperators } from './operators/arrays.js';
import { convertOperators } from './operators/convert.js';
import { dateOperators } from './operators/dates.js';
import { foldOperators } from './operators/folds.js';
import { logicOperators } from './operators/logic.js';
import { objectOperators } from './operators/objects.js';
import type { Binding, Compiled, Operator, Scope } from './operators/operator.js';
import { setOperators } from './operators/sets.js';
import { stringOperators } from './operators/strings.js';
import { fieldPath } from './path-expression.js';

/**
 * Aggregation expressions, compiled once and evaluated over documents with their BSON types. They are ours and not
 * mingo's, which works on plain JS values: it loses the type of every number and is wrong on int64 and Decimal128.
 */

/** Evaluates an expression over a document with the variables of its command. undefined: missing. */
export type Evaluate = (expression: unknown, doc: Doc) => unknown;

const OPERATORS = table<Operator>({
  ...logicOperators,
  ...arithmeticOperators,
  ...arrayOperators,
  ...setOperators,
  ...objectOperators,
  ...stringOperators,
  ...dateOperators,
  ...convertOperators,
  ...foldOperators,
});

export const EXPRESSION_NAMES: readonly string[] = Object.keys(OPERATORS);

/** Operators that MongoDB 8.0 has and this server leaves out. */
const REFUSED = new Set(['$meta', '$function', '$accumulator', '$toHashedIndexKey', '$sampleRate']);

const compiled = new WeakMap<object, Compiled>();

function compile(expression: unknown): Compiled {
  if (typeof expression === 'string') return expression.startsWith('$') ? path(expression) : () => expression;
  if (typeof expression !== 'object' || expression === null) return () => expression;
  let ready = compiled.get(expression);
  if (!ready) {
    ready = Array.isArray(expression)
      ? list(expression)
      : isDoc(expression)
        ? documentOf(expression)
        : () => expression;
    compiled.set(expression, ready);
  }
  return ready;
}

function list(items: readonly unknown[]): Compiled {
  const parts = items.map(compile);
  return (scope) => parts.map((part) => part(scope) ?? null);
}

function documentOf(expression: Doc): Compiled {
  const names = Object.keys(expression);
  const [first = ''] = names;
  if (first.startsWith('$')) {
    if (names.length > 1)
      throw new CommandError(
        15983,
        `an object representing an expression must have exactly one field: { ${names.join(', ')} }`,
      );
    return operation(first, expression[first]);
  }
  const parts = entriesOf(expression).map(([name, operand]) => {
    if (name.startsWith('$'))
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    if (name.includes('.'))
      throw new CommandError(
        16412,
        `FieldPath field names may not contain '.'. Consider using $getField or $setField.`,
      );
    return [name, compile(operand)] as const;
  });
  return (scope) => {
    const doc: Doc = {};
    for (const [name, part] of parts) {
      const value = part(scope);
      if (value !== undefined) setField(doc, name, value);
    }
    return doc;
  };
}

function operation(name: string, operand: unknown): Compiled {
  const operator = OPERATORS[name];
  if (operator) return operator(operand, compile, name);
  if (REFUSED.has(name)) throw refused(name);
  throw new CommandError(168, `Unrecognized expression '${name}'`);
}

function requirePath(parts: readonly string[], written: string): void {
  if (written === '$') throw new CommandError(16872, `'$' by itself is not a valid FieldPath`);
  if (written.endsWith('.')) throw new CommandError(40353, "FieldPath must not end with a '.'.");
  if (parts.includes('')) throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
  if (parts.some((part) => part.startsWith('$')))
    throw new CommandError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
}

function path(expression: string): Compiled {
  const variable = expression.startsWith('$$');
  const parts = expression.slice(variable ? 2 : 1).split('.');
  requirePath(parts, expression);
  if (!variable) return (scope) => fieldPath(scope.root, parts);
  const [name = '', ...rest] = parts;
  const read = BUILT_IN[name] ?? bound(name);
  return rest.length === 0 ? read : (scope) => fieldPath(read(scope), rest);
}

const BUILT_IN = table<Compiled>({
  ROOT: (scope) => scope.root,
  CURRENT: (scope) => scope.root,
  REMOVE: () => undefined,
  NOW: (scope) => scope.now,
});

const REFUSED_VARIABLES = new Set(['CLUSTER_TIME', 'USER_ROLES', 'SEARCH_META', 'JS_SCOPE', 'IS_MR']);

function bound(name: string): Compiled {
  if (REFUSED_VARIABLES.has(name)) throw refused(`$$${name}`);
  return (scope) => {
    for (let at: Binding | undefined = scope.variables; at; at = at.outer) if (at.name === name) return at.value;
    throw new CommandError(17276, `Use of undefined variable: ${name}`);
  };
}

/** @throws CommandError for what is wrong whatever the document, before the first is read */
export function requireExpression(expression: unknown): void {
  compile(expression);
}

/** Operators of `find` projections that are no expressions. */
const PROJECTION_OPERATORS = new Set(['$slice', '$elemMatch', '$meta']);

/** @throws CommandError 31325 for an operator of a projection that is unknown */
export function requireProjection(spec: Doc): void {
  for (const operand of Object.values(spec)) {
    const [first] = isDoc(operand) ? Object.keys(operand) : [];
    if (first === undefined || PROJECTION_OPERATORS.has(first)) continue;
    if (!first.startsWith('$')) requireProjection(operand as Doc);
    else if (!OPERATORS[first] && !REFUSED.has(first)) throw new CommandError(31325, `Unknown expression ${first}`);
    else requireExpression(operand);
  }
}

/** An evaluation for one command: its variables, and one `$$NOW` for all documents. */
export function createEvaluate(variables: Doc): Evaluate {
  let bindings: Binding | undefined;
  for (const [name, value] of entriesOf(variables)) bindings = { name, value, outer: bindings };
  const now = new Date();
  return (expression, doc) => {
    const scope: Scope = { root: doc, variables: bindings, now };
    return compile(expression)(scope);
  };
}

/** Evaluates with no variables and the time of each evaluation: validators, and constants. */
export const evaluatePlain: Evaluate = (expression, doc) =>
  compile(expression)({ root: doc, variables: undefined, now: new Date() });
