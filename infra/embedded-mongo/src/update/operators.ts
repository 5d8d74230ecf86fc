import { Long, Timestamp } from 'bson';
import { calculate, type Operation } from '../bson/arithmetic.js';
import { compare, equal } from '../bson/compare.js';
import { compoundKey } from '../bson/key.js';
import { splitPath } from '../bson/path.js';
import { type Doc, entriesOf, isDoc, isNumeric, toNumber, TYPE, typeCode, typeName } from '../bson/value.js';
import { badValue, failedToParse, typeMismatch } from '../errors.js';
import { createMatcher, type EvaluateExpression } from '../query/match.js';
import { sortKeyOf } from '../query/sort.js';
import { arrayAt, findPlace, makePlace, putAt, removeAt, valueAt } from './paths.js';
import { table } from '../table.js';

/** What an operator is told beside its operand. */
export interface OperatorContext {
  readonly id: unknown;
  readonly now: Date;
  readonly evaluate: EvaluateExpression;
}

/** Changes `doc` at a concrete path. */
export type ApplyOperator = (doc: Doc, path: readonly string[], operand: unknown, context: OperatorContext) => void;

export interface UpdateOperator {
  readonly apply: ApplyOperator;
  /** Refuses an operand that is wrong whatever the document. */
  readonly check?: (operand: unknown, path: string) => void;
}

function arithmetic(operator: string, operation: Operation): UpdateOperator {
  return {
    check(operand, path) {
      if (!isNumeric(operand))
        throw typeMismatch(
          `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${String(operand)}}`,
        );
    },
    apply(doc, path, operand, { id }) {
      const place = makePlace(doc, path);
      const current = valueAt(place);
      if (current === undefined) {
        putAt(place, operation === 'add' ? operand : calculate(operand, 0, 'multiply'));
        return;
      }
      if (!isNumeric(current)) {
        throw typeMismatch(
          `Cannot apply ${operator} to a value of non-numeric type. {_id: ${String(id)}} has the field '${place.name}' of non-numeric type ${typeName(current)}`,
        );
      }
      putAt(place, calculate(current, operand, operation));
    },
  };
}

function extreme(wins: (order: number) => boolean): UpdateOperator {
  return {
    apply(doc, path, operand) {
      const place = makePlace(doc, path);
      const current = valueAt(place);
      if (current === undefined || wins(compare(operand, current))) putAt(place, operand);
    },
  };
}

const set: UpdateOperator = { apply: (doc, path, operand) => putAt(makePlace(doc, path), operand) };

const unset: UpdateOperator = {
  apply(doc, path) {
    const place = findPlace(doc, path);
    if (place) removeAt(place);
  },
};

const currentDate: UpdateOperator = {
  check(operand, path) {
    const kind = isDoc(operand) ? operand['$type'] : operand;
    if (kind === true || kind === false || kind === 'date' || kind === 'timestamp') return;
    throw badValue(`The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {${path}: ...}}`);
  },
  apply(doc, path, operand, { now }) {
    const stamp = isDoc(operand) && operand['$type'] === 'timestamp';
    putAt(makePlace(doc, path), stamp ? new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) : now);
  },
};

const bit: UpdateOperator = {
  check(operand) {
    if (!isDoc(operand)) throw badValue('The $bit modifier is not compatible with a non-object argument');
    for (const [name, value] of entriesOf(operand)) {
      if (!['and', 'or', 'xor'].includes(name))
        throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
      if (typeCode(value) !== TYPE.int && typeCode(value) !== TYPE.long)
        throw badValue(
          `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(value)}' is not supported here`,
        );
    }
  },
  apply(doc, path, operand) {
    const place = makePlace(doc, path);
    let current: unknown = valueAt(place) ?? 0;
    if (typeCode(current) !== TYPE.int && typeCode(current) !== TYPE.long) {
      throw badValue(
        `Cannot apply $bit to a value of non-integral type. The field '${place.name}' has type ${typeName(current)}`,
      );
    }
    for (const [name, value] of entriesOf(operand as Doc)) current = bitwise(current, value, name);
    putAt(place, current);
  },
};

function bitwise(a: unknown, b: unknown, operation: string): unknown {
  const wide = typeCode(a) === TYPE.long || typeCode(b) === TYPE.long;
  const x = a instanceof Long ? a : Long.fromNumber(toNumber(a));
  const y = b instanceof Long ? b : Long.fromNumber(toNumber(b));
  const result = operation === 'and' ? x.and(y) : operation === 'or' ? x.or(y) : x.xor(y);
  return wide ? result : result.toInt();
}

interface PushModifiers {
  readonly items: readonly unknown[];
  readonly position: number | undefined;
  readonly slice: number | undefined;
  readonly sort: unknown;
}

function whole(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = toNumber(value);
  if (!Number.isInteger(number))
    throw badValue(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  return number;
}

function pushModifiers(operand: unknown): PushModifiers {
  if (!isDoc(operand) || !('$each' in operand))
    return { items: [operand], position: undefined, slice: undefined, sort: undefined };
  const items = operand['$each'];
  if (!Array.isArray(items))
    throw badValue(`The argument to $each in $push must be an array but it was of type: ${typeName(items)}`);
  for (const name of Object.keys(operand)) {
    if (!['$each', '$position', '$slice', '$sort'].includes(name))
      throw badValue(`Unrecognized clause in $push: ${name}`);
  }
  return {
    items,
    position: whole(operand['$position'], '$position'),
    slice: whole(operand['$slice'], '$slice'),
    sort: checkedSort(operand['$sort']),
  };
}

function checkedSort(sort: unknown): unknown {
  const directions = isDoc(sort) ? Object.values(sort) : [sort];
  if (sort === undefined || (directions.length > 0 && directions.every((one) => Math.abs(toNumber(one)) === 1)))
    return sort;
  throw badValue('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
}

function sorted(items: unknown[], sort: unknown): unknown[] {
  if (!isDoc(sort)) return [...items].sort((a, b) => compare(a, b) * toNumber(sort));
  const keys = items.map((item) => ({
    item,
    key: isDoc(item) ? sortKeyOf(item, sort) : compoundKey([undefined], [false]),
  }));
  return keys.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item);
}

const push: UpdateOperator = {
  check: (operand) => void pushModifiers(operand),
  apply(doc, path, operand) {
    const { items, position, slice, sort } = pushModifiers(operand);
    const place = makePlace(doc, path);
    const current = [...(arrayAt(place, '$push') ?? [])];
    if (position === undefined) current.push(...items);
    else current.splice(position < 0 ? Math.max(0, current.length + position) : position, 0, ...items);
    const ordered = sort === undefined ? current : sorted(current, sort);
    putAt(place, slice === undefined ? ordered : slice < 0 ? ordered.slice(slice) : ordered.slice(0, slice));
  },
};

const addToSet: UpdateOperator = {
  check(operand) {
    if (isDoc(operand) && '$each' in operand && !Array.isArray(operand['$each'])) {
      throw typeMismatch(
        `The argument to $each in $addToSet must be an array but it was of type ${typeName(operand['$each'])}`,
      );
    }
  },
  apply(doc, path, operand) {
    const additions = isDoc(operand) && '$each' in operand ? (operand['$each'] as unknown[]) : [operand];
    const place = makePlace(doc, path);
    const items = [...(arrayAt(place, '$addToSet') ?? [])];
    for (const addition of additions) if (!items.some((item) => equal(item, addition))) items.push(addition);
    putAt(place, items);
  },
};

const pop: UpdateOperator = {
  check(operand, path) {
    if (!isNumeric(operand) || Math.abs(toNumber(operand)) !== 1)
      throw failedToParse(`$pop expects 1 or -1, found: ${String(operand)} for path ${path}`);
  },
  apply(doc, path, operand) {
    const place = findPlace(doc, path);
    if (!place) return;
    const current = valueAt(place);
    if (current === undefined) return;
    if (!Array.isArray(current))
      throw typeMismatch(`Path '${path.join('.')}' contains an element of non-array type '${typeName(current)}'`);
    putAt(place, toNumber(operand) > 0 ? current.slice(0, -1) : current.slice(1));
  },
};

function removeItems(doc: Doc, path: readonly string[], operator: string, leaves: (item: unknown) => boolean): void {
  const place = findPlace(doc, path);
  const items = place && valueAt(place);
  if (!place || items === undefined || items === null) {
    if (items === null) throw badValue(`Cannot apply ${operator} to a non-array value`);
    return;
  }
  if (!Array.isArray(items)) throw badValue(`Cannot apply ${operator} to a non-array value`);
  putAt(
    place,
    items.filter((item) => !leaves(item)),
  );
}

/** `$pull` takes a value, operators on the item, or a query on items that are documents. */
function pullTest(operand: unknown, evaluate: EvaluateExpression): (item: unknown) => boolean {
  const operators =
    isDoc(operand) &&
    Object.keys(operand)[0]?.startsWith('$') === true &&
    !['$and', '$or', '$nor', '$expr'].includes(Object.keys(operand)[0] as string);
  if (isDoc(operand) && !operators) {
    const { test } = createMatcher(operand, evaluate);
    return (item) => isDoc(item) && test(item);
  }
  if (!operators && typeCode(operand) !== TYPE.regex) return (item) => equal(item, operand);
  const { test } = createMatcher({ item: operand }, evaluate);
  return (item) => test({ item });
}

const pull: UpdateOperator = {
  apply: (doc, path, operand, { evaluate }) => removeItems(doc, path, '$pull', pullTest(operand, evaluate)),
};

const pullAll: UpdateOperator = {
  check(operand) {
    if (!Array.isArray(operand))
      throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  },
  apply: (doc, path, operand) =>
    removeItems(doc, path, '$pullAll', (item) => (operand as unknown[]).some((gone) => equal(gone, item))),
};

/** Runs as two steps of one update: the old place is emptied, then the new one is set. */
const rename: UpdateOperator = {
  check(operand, path) {
    if (typeof operand !== 'string')
      throw badValue(`The 'to' field for $rename must be a string: ${path}: ${String(operand)}`);
    if (operand === path) throw badValue(`The source and target field for $rename must differ: ${path}: "${operand}"`);
  },
  apply(doc, path, operand) {
    const from = findPlace(doc, path);
    const value = from && valueAt(from);
    if (!from || value === undefined) return;
    if (throughArray(doc, path) || throughArray(doc, splitPath(operand as string))) {
      throw badValue(`The source field cannot be an array element, '${path.join('.')}' in doc has an array field`);
    }
    removeAt(from);
    const target = findPlace(doc, splitPath(operand as string));
    if (target) removeAt(target);
    putAt(makePlace(doc, splitPath(operand as string)), value);
  },
};

function throughArray(doc: Doc, path: readonly string[]): boolean {
  for (let i = 1; i < path.length; i++) {
    const place = findPlace(doc, path.slice(0, i));
    if (place && Array.isArray(valueAt(place))) return true;
  }
  return false;
}

export const UPDATE_OPERATORS = table<UpdateOperator>({
  $set: set,
  $setOnInsert: set,
  $unset: unset,
  $inc: arithmetic('$inc', 'add'),
  $mul: arithmetic('$mul', 'multiply'),
  $min: extreme((order) => order < 0),
  $max: extreme((order) => order > 0),
  $rename: rename,
  $currentDate: currentDate,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
});
