import { Binary, BSONRegExp, Long, MaxKey, MinKey } from 'bson';
import { type Path, splitPath } from '../bson/path.js';
import { type Doc, entriesOf, hasField, isDoc, isNumeric, toNumber, typeName } from '../bson/value.js';
import { badValue, failedToParse, refused, typeMismatch } from '../errors.js';
import type { FieldNode, Node } from './ast.js';
import { compileJsonSchema } from './json-schema.js';
import { regexOperand } from './regex.js';
import { typeSet } from './type-set.js';
import { table } from '../table.js';

/** Query documents to the tree of `ast.ts`. Unknown operators and malformed operands are refused as MongoDB refuses them. */
export function parseQuery(query: unknown): Node {
  if (!isDoc(query)) throw typeMismatch(`Expected field filter to be of type object, but was ${typeName(query)}`);
  const nodes: Node[] = [];
  for (const [name, operand] of entriesOf(query)) {
    if (name.startsWith('$')) {
      const parse = TOP_LEVEL[name];
      if (!parse)
        throw badValue(
          `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
        );
      const node = parse(operand);
      if (node) nodes.push(node);
    } else nodes.push(...parseField(name, operand));
  }
  return all(nodes);
}

function all(nodes: readonly Node[]): Node {
  return nodes.length === 1 ? (nodes[0] as Node) : { type: 'and', nodes };
}

function queries(name: string, operand: unknown): Node[] {
  if (!Array.isArray(operand)) throw badValue(`${name} must be an array`);
  if (operand.length === 0) throw badValue(`${name} argument must be a non-empty array`);
  return operand.map((item) => {
    if (!isDoc(item)) throw badValue(`${name} argument's entries must be objects`);
    return parseQuery(item);
  });
}

const refuseTop = (name: string) => (): never => {
  throw refused(name);
};

const TOP_LEVEL = table<(operand: unknown) => Node | null>({
  $and: (operand) => ({ type: 'and', nodes: queries('$and', operand) }),
  $or: (operand) => ({ type: 'or', nodes: queries('$or', operand) }),
  $nor: (operand) => ({ type: 'nor', nodes: queries('$nor', operand) }),
  $expr: (expression) => ({ type: 'expr', expression }),
  $jsonSchema: (schema) => {
    if (!isDoc(schema)) throw typeMismatch('$jsonSchema must be an object');
    return { type: 'jsonSchema', schema, test: compileJsonSchema(schema) };
  },
  $comment: () => null,
  $alwaysTrue: () => ({ type: 'always', answer: true }),
  $alwaysFalse: () => ({ type: 'always', answer: false }),
  $sampleRate: (rate) => ({ type: 'expr', expression: { $lt: [{ $rand: {} }, toNumber(rate)] } }),
  $where: refuseTop('$where'),
  $text: refuseTop('$text'),
});

function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const [first] = Object.keys(value);
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}

function parseField(name: string, operand: unknown): Node[] {
  const path = splitPath(name);
  if (operand instanceof BSONRegExp) return [{ type: 'regex', path, regex: operand }];
  if (!isOperators(operand)) return [{ type: 'compare', op: 'eq', path, value: operand }];
  return parseOperators(path, operand);
}

/** The path of the operators in `$elemMatch: { $gt: 1 }`: the item itself. */
export const ITEM: Path = [''];

function parseOperators(path: Path, operators: Doc): Node[] {
  const nodes: Node[] = [];
  for (const [operator, operand] of entriesOf(operators)) {
    const parse = hasField(FIELD_OPERATORS, operator) ? FIELD_OPERATORS[operator] : undefined;
    if (!parse) throw badValue(`unknown operator: ${operator}`);
    const node = parse(path, operand, operators);
    if (node) nodes.push(node);
  }
  return nodes;
}

type ParseOperator = (path: Path, operand: unknown, siblings: Doc) => Node | null;

const comparison =
  (op: 'gt' | 'gte' | 'lt' | 'lte'): ParseOperator =>
  (path, value) => {
    if (value instanceof BSONRegExp)
      throw badValue(`Can't have RegEx as arg to predicate over field '${path.join('.')}'.`);
    return { type: 'compare', op, path, value };
  };

function parseEq(path: Path, value: unknown): FieldNode {
  return { type: 'compare', op: 'eq', path, value };
}

function parseIn(path: Path, operand: unknown, operator: string): FieldNode {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  const regexes = operand.filter((item): item is BSONRegExp => item instanceof BSONRegExp);
  for (const item of operand) if (isOperators(item)) throw badValue(`cannot nest $ under ${operator}`);
  return { type: 'in', path, values: operand.filter((item) => !(item instanceof BSONRegExp)), regexes };
}

function parseTypes(path: Path, operand: unknown): FieldNode {
  const { codes, anyNumber } = typeSet(operand, '$type');
  return { type: 'types', path, codes, anyNumber };
}

function parseSize(path: Path, operand: unknown): FieldNode {
  const size = toNumber(operand);
  if (!isNumeric(operand) || !Number.isInteger(size))
    throw failedToParse(`Failed to parse $size. Expected an integer in: $size: ${JSON.stringify(operand)}`);
  if (size < 0) throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return { type: 'size', path, size };
}

function parseMod(path: Path, operand: unknown): FieldNode {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  if (operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor, remainder] = operand.map((item) => toInteger(item));
  if (divisor === null || divisor === undefined) throw badValue('malformed mod, divisor not a number');
  if (remainder === null || remainder === undefined) throw badValue('malformed mod, remainder not a number');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return { type: 'mod', path, divisor, remainder };
}

/** The whole part of a BSON number; null for what is not a finite number. */
export function toInteger(value: unknown): bigint | null {
  if (!isNumeric(value)) return null;
  if (value instanceof Long) return value.toBigInt();
  const number = toNumber(value);
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : null;
}

function parseBits(wanted: 'AllSet' | 'AllClear' | 'AnySet' | 'AnyClear'): ParseOperator {
  return (path, operand) => ({ type: 'bits', path, wanted, mask: bitMask(operand) });
}

function bitMask(operand: unknown): bigint {
  if (Array.isArray(operand)) {
    return operand.reduce<bigint>((mask, item) => {
      const bit = toNumber(item);
      if (!Number.isInteger(bit) || bit < 0)
        throw badValue(`bit positions must be an integer >= 0, got: ${String(item)}`);
      return mask | (1n << BigInt(bit));
    }, 0n);
  }
  if (operand instanceof Binary) return binaryBits(operand);
  const mask = toInteger(operand);
  if (mask === null) throw badValue('a bit mask must be a number, a BinData or an array of positions');
  if (mask < 0n) throw failedToParse(`Expected a non-negative number, got: ${mask}`);
  return mask;
}

/** Little-endian bits of a binary: bit 0 is the lowest of the first byte. */
export function binaryBits(value: Binary): bigint {
  let bits = 0n;
  for (let i = value.position - 1; i >= 0; i--) bits = (bits << 8n) | BigInt(value.buffer[i] as number);
  return bits;
}

function parseElemMatch(path: Path, operand: unknown): FieldNode {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
  const [first] = Object.keys(operand);
  const onValue = first !== undefined && first.startsWith('$') && !(first in TOP_LEVEL) && isOperators(operand);
  if (onValue) return { type: 'elemMatchValue', path, node: all(parseOperators(ITEM, operand)) };
  return { type: 'elemMatchDoc', path, node: parseQuery(operand) };
}

function parseAll(path: Path, operand: unknown): Node {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return { type: 'always', answer: false };
  const nodes = operand.map((item): Node => {
    if (isDoc(item) && '$elemMatch' in item) return parseElemMatch(path, item['$elemMatch']);
    if (isOperators(item)) throw badValue('no $ expressions in $all');
    return item instanceof BSONRegExp ? { type: 'regex', path, regex: item } : parseEq(path, item);
  });
  return all(nodes);
}

function parseNot(path: Path, operand: unknown): Node {
  if (operand instanceof BSONRegExp) return { type: 'not', node: { type: 'regex', path, regex: operand } };
  if (!isDoc(operand)) throw badValue('$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw badValue('$not cannot be empty');
  for (const operator of Object.keys(operand))
    if (!operator.startsWith('$')) throw badValue(`unknown operator: ${operator}`);
  return { type: 'not', node: all(parseOperators(path, operand)) };
}

function truthy(operand: unknown): boolean {
  return isNumeric(operand) ? toNumber(operand) !== 0 : operand !== false && operand !== null;
}

const refuseOperator =
  (operator: string): ParseOperator =>
  () => {
    throw refused(
      operator === '$near' || operator.startsWith('$geo') || operator.startsWith('$near')
        ? `${operator} (geo queries)`
        : operator,
    );
  };

const FIELD_OPERATORS = table<ParseOperator>({
  $eq: (path, operand) =>
    operand instanceof BSONRegExp ? { type: 'compare', op: 'eq', path, value: operand } : parseEq(path, operand),
  $ne: (path, operand) => {
    if (operand instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.");
    return { type: 'not', node: parseEq(path, operand) };
  },
  $gt: comparison('gt'),
  $gte: comparison('gte'),
  $lt: comparison('lt'),
  $lte: comparison('lte'),
  $in: (path, operand) => parseIn(path, operand, '$in'),
  $nin: (path, operand) => ({ type: 'not', node: parseIn(path, operand, '$nin') }),
  $exists: (path, operand) =>
    truthy(operand) ? { type: 'exists', path } : { type: 'not', node: { type: 'exists', path } },
  $type: parseTypes,
  $size: parseSize,
  $mod: parseMod,
  $all: parseAll,
  $elemMatch: parseElemMatch,
  $not: parseNot,
  $regex: (path, operand, siblings) => ({ type: 'regex', path, regex: regexOperand(operand, siblings['$options']) }),
  $options: (_path, _operand, siblings) => {
    if (!('$regex' in siblings)) throw badValue('$options needs a $regex');
    return null;
  },
  $bitsAllSet: parseBits('AllSet'),
  $bitsAllClear: parseBits('AllClear'),
  $bitsAnySet: parseBits('AnySet'),
  $bitsAnyClear: parseBits('AnyClear'),
  $comment: () => null,
  ...Object.fromEntries(
    ['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within', '$geoNear', '$maxDistance', '$minDistance'].map(
      (name) => [name, refuseOperator(name)],
    ),
  ),
});

/** True for an operand that comparisons take across type classes. */
export function isExtreme(value: unknown): boolean {
  return value instanceof MinKey || value instanceof MaxKey;
}
