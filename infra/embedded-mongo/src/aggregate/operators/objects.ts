import { describe } from '../../bson/describe.js';
import { type Doc, entriesOf, getField, hasField, isDoc, setField, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { binarySize, bsonSize, timestampPart } from '../conversions.js';
import {
  type Compile,
  type Compiled,
  isNil,
  named,
  type Operator,
  type Operators,
  several,
  single,
} from './operator.js';

export function mergeObjects(into: Doc, value: unknown): void {
  if (isNil(value)) return;
  if (!isDoc(value))
    throw new CommandError(
      40400,
      `$mergeObjects requires object inputs, but input ${describe(value)} is of type ${typeName(value)}`,
    );
  for (const [name, field] of entriesOf(value)) setField(into, name, field);
}

function pairOf(item: unknown): [unknown, unknown] {
  if (Array.isArray(item)) {
    if (item.length !== 2)
      throw new CommandError(
        40397,
        `$arrayToObject requires an array of size 2 arrays, found array of size: ${item.length}`,
      );
    return item as [unknown, unknown];
  }
  if (!isDoc(item))
    throw new CommandError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(item)}`);
  if (Object.keys(item).length !== 2 || !('k' in item) || !('v' in item))
    throw new CommandError(40392, "$arrayToObject requires an object with keys 'k' and 'v'");
  return [item['k'], item['v']];
}

function arrayToObject(list: unknown): unknown {
  if (isNil(list)) return null;
  if (!Array.isArray(list))
    throw new CommandError(40386, `$arrayToObject requires an array input, found: ${typeName(list)}`);
  const doc: Doc = {};
  for (const item of list) {
    const [name, value] = pairOf(item);
    if (typeof name !== 'string')
      throw new CommandError(
        40394,
        `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(name)}`,
      );
    if (name.includes('\0')) throw new CommandError(4940401, 'Key field cannot contain an embedded null byte');
    setField(doc, name, value ?? null);
  }
  return doc;
}

function objectToArray(doc: unknown): unknown {
  if (isNil(doc)) return null;
  if (!isDoc(doc)) throw new CommandError(40390, `$objectToArray requires a document input, found: ${typeName(doc)}`);
  return entriesOf(doc).map(([k, v]) => ({ k, v }));
}

const getFieldOf: Operator = (operand, compile, name) => {
  const full = isDoc(operand) && ('field' in operand || 'input' in operand);
  const spec = full ? operand : { field: operand };
  return named(['field'], ['input'], (given) => (scope) => {
    const field = (given['field'] as Compiled)(scope);
    if (typeof field !== 'string')
      throw new CommandError(
        5654602,
        `$getField requires 'field' to evaluate to type String, but got ${typeName(field)}`,
      );
    const input = given['input'] ? given['input'](scope) : scope.root;
    if (input === null) return null;
    return isDoc(input) ? getField(input, field) : undefined;
  })(spec, compile, name);
};

/** The name that `$setField` and `$unsetField` take: a constant. */
function constantName(field: unknown, compile: Compile, name: string): string {
  const path = typeof field === 'string' && field.startsWith('$');
  const literal = isDoc(field) ? Object.keys(field)[0] : undefined;
  if (path || (isDoc(field) && literal !== '$literal' && literal !== '$const'))
    throw new CommandError(4161106, `${name} requires 'field' to evaluate to a constant`);
  const value = compile(field)({ root: {}, variables: undefined, now: new Date(0) });
  if (typeof value !== 'string')
    throw new CommandError(4161107, `${name} requires 'field' to evaluate to type String, but got ${typeName(value)}`);
  return value;
}

const withField =
  (names: readonly string[]): Operator =>
  (operand, compile, name) => {
    if (!isDoc(operand))
      throw new CommandError(4161100, `${name} only supports an object as its argument, found: ${typeName(operand)}`);
    for (const given of Object.keys(operand))
      if (!names.includes(given)) throw new CommandError(4161101, `${name} found an unknown argument: ${given}`);
    for (const wanted of names)
      if (!(wanted in operand)) throw new CommandError(4161102, `${name} requires '${wanted}' to be specified`);
    const field = constantName(operand['field'], compile, name);
    const input = compile(operand['input']);
    const value = 'value' in operand ? compile(operand['value']) : undefined;
    return (scope) => {
      const target = input(scope);
      if (isNil(target)) return null;
      if (!isDoc(target)) throw new CommandError(4161105, `${name} requires 'input' to evaluate to type Object`);
      const copy: Doc = { ...target };
      const result = value?.(scope);
      if (result !== undefined) setField(copy, field, result);
      else if (hasField(copy, field)) Reflect.deleteProperty(copy, field);
      return copy;
    };
  };

export const objectOperators: Operators = {
  $mergeObjects: several((all) => {
    const merged: Doc = {};
    for (const value of all) mergeObjects(merged, value);
    return merged;
  }),
  $arrayToObject: single(arrayToObject),
  $objectToArray: single(objectToArray),
  $getField: getFieldOf,
  $setField: withField(['field', 'input', 'value']),
  $unsetField: withField(['field', 'input']),
  $binarySize: single(binarySize),
  $bsonSize: single(bsonSize),
  $tsSecond: single((value) => timestampPart('$tsSecond', value)),
  $tsIncrement: single((value) => timestampPart('$tsIncrement', value)),
};
