import { compare, equal } from '../bson/compare.js';
import { type Doc, entriesOf, hasField, isDoc, isNumeric, toNumber, typeCode } from '../bson/value.js';
import { failedToParse, refused, typeMismatch } from '../errors.js';
import { toRegExp } from './regex.js';
import { typeSet } from './type-set.js';
import { table } from '../table.js';

/** MongoDB's dialect of JSON Schema draft 4 with `bsonType`. Source: MongoDB manual, "$jsonSchema". */

type Check = (value: unknown) => boolean;

const JSON_TYPES = table<(value: unknown) => boolean>({
  object: isDoc,
  array: Array.isArray,
  number: isNumeric,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  null: (value) => value === null,
});

const list = (operand: unknown, keyword: string): unknown[] => {
  if (!Array.isArray(operand)) throw typeMismatch(`$jsonSchema keyword '${keyword}' must be an array`);
  return operand;
};

const schemas = (operand: unknown, keyword: string): Check[] =>
  list(operand, keyword).map((item) => compileSchema(item));

const text = (operand: unknown, keyword: string): string => {
  if (typeof operand !== 'string') throw typeMismatch(`$jsonSchema keyword '${keyword}' must be a string`);
  return operand;
};

const forDocs =
  (check: (doc: Doc) => boolean): Check =>
  (value) =>
    !isDoc(value) || check(value);
const forArrays =
  (check: (items: unknown[]) => boolean): Check =>
  (value) =>
    !Array.isArray(value) || check(value);
const forNumbers =
  (check: (value: unknown) => boolean): Check =>
  (value) =>
    !isNumeric(value) || check(value);
const forStrings =
  (check: (value: string) => boolean): Check =>
  (value) =>
    typeof value !== 'string' || check(value);

function sameItem(items: unknown[]): boolean {
  return items.some((item, i) => items.slice(0, i).some((earlier) => equal(item, earlier)));
}

const KEYWORDS = table<(operand: unknown, schema: Doc) => Check>({
  bsonType: (operand) => {
    const { codes, anyNumber } = typeSet(operand, 'bsonType');
    return (value) => codes.has(typeCode(value)) || (anyNumber && isNumeric(value));
  },
  type: (operand) => {
    const tests = (Array.isArray(operand) ? operand : [operand]).map((name) => {
      const test = JSON_TYPES[String(name)];
      if (!test) throw failedToParse(`$jsonSchema type '${String(name)}' is not currently supported.`);
      return test;
    });
    return (value) => tests.some((test) => test(value));
  },
  enum: (operand) => {
    const values = list(operand, 'enum');
    return (value) => values.some((allowed) => equal(value, allowed));
  },
  required: (operand) => {
    const names = list(operand, 'required').map(String);
    return forDocs((doc) => names.every((name) => hasField(doc, name)));
  },
  properties: (operand) => {
    const checks = entriesOf(operand as Doc).map(([name, schema]) => [name, compileSchema(schema)] as const);
    return forDocs((doc) => checks.every(([name, check]) => !hasField(doc, name) || check(doc[name])));
  },
  patternProperties: (operand) => {
    const checks = entriesOf(operand as Doc).map(
      ([pattern, schema]) => [toRegExp(pattern, ''), compileSchema(schema)] as const,
    );
    return forDocs((doc) =>
      entriesOf(doc).every(([name, value]) => checks.every(([pattern, check]) => !pattern.test(name) || check(value))),
    );
  },
  additionalProperties: (operand, schema) => {
    const known = new Set(Object.keys(schema['properties'] ?? {}));
    const patterns = Object.keys((schema['patternProperties'] ?? {}) as Doc).map((pattern) => toRegExp(pattern, ''));
    const check: Check = typeof operand === 'boolean' ? () => operand : compileSchema(operand);
    return forDocs((doc) =>
      entriesOf(doc).every(
        ([name, value]) => known.has(name) || patterns.some((pattern) => pattern.test(name)) || check(value),
      ),
    );
  },
  dependencies: (operand) => {
    const checks = entriesOf(operand as Doc).map(([name, needs]) => {
      const names = Array.isArray(needs) ? needs.map(String) : [];
      const check: Check = Array.isArray(needs)
        ? (value) => names.every((need) => hasField(value as Doc, need))
        : compileSchema(needs);
      return [name, check] as const;
    });
    return forDocs((doc) => checks.every(([name, check]) => !hasField(doc, name) || check(doc)));
  },
  minProperties: (operand) => forDocs((doc) => Object.keys(doc).length >= toNumber(operand)),
  maxProperties: (operand) => forDocs((doc) => Object.keys(doc).length <= toNumber(operand)),
  items: (operand) => {
    if (Array.isArray(operand)) {
      const checks = schemas(operand, 'items');
      return forArrays((items) => checks.every((check, i) => i >= items.length || check(items[i])));
    }
    const check = compileSchema(operand);
    return forArrays((items) => items.every((item) => check(item)));
  },
  additionalItems: (operand, schema) => {
    const fixed = Array.isArray(schema['items']) ? schema['items'].length : Infinity;
    const check: Check = typeof operand === 'boolean' ? () => operand : compileSchema(operand);
    return forArrays((items) => items.slice(Math.min(fixed, items.length)).every((item) => check(item)));
  },
  minItems: (operand) => forArrays((items) => items.length >= toNumber(operand)),
  maxItems: (operand) => forArrays((items) => items.length <= toNumber(operand)),
  uniqueItems: (operand) => forArrays((items) => operand !== true || !sameItem(items)),
  minimum: (operand, schema) =>
    forNumbers((value) => compare(value, operand) >= (schema['exclusiveMinimum'] === true ? 1 : 0)),
  maximum: (operand, schema) =>
    forNumbers((value) => compare(value, operand) <= (schema['exclusiveMaximum'] === true ? -1 : 0)),
  exclusiveMinimum: () => () => true,
  exclusiveMaximum: () => () => true,
  multipleOf: (operand) => forNumbers((value) => toNumber(value) % toNumber(operand) === 0),
  minLength: (operand) => forStrings((value) => [...value].length >= toNumber(operand)),
  maxLength: (operand) => forStrings((value) => [...value].length <= toNumber(operand)),
  pattern: (operand) => {
    const expression = toRegExp(text(operand, 'pattern'), '');
    return forStrings((value) => expression.test(value));
  },
  allOf: (operand) => {
    const checks = schemas(operand, 'allOf');
    return (value) => checks.every((check) => check(value));
  },
  anyOf: (operand) => {
    const checks = schemas(operand, 'anyOf');
    return (value) => checks.some((check) => check(value));
  },
  oneOf: (operand) => {
    const checks = schemas(operand, 'oneOf');
    return (value) => checks.filter((check) => check(value)).length === 1;
  },
  not: (operand) => {
    const check = compileSchema(operand);
    return (value) => !check(value);
  },
  title: () => () => true,
  description: () => () => true,
  encrypt: () => {
    throw refused('encrypted collections');
  },
  encryptMetadata: () => {
    throw refused('encrypted collections');
  },
});

function compileSchema(schema: unknown): Check {
  if (!isDoc(schema)) throw typeMismatch('a $jsonSchema must be an object');
  const checks = entriesOf(schema).map(([keyword, operand]) => {
    const compile = KEYWORDS[keyword];
    if (!compile) throw failedToParse(`Unknown $jsonSchema keyword: ${keyword}`);
    return compile(operand, schema);
  });
  return (value) => checks.every((check) => check(value));
}

/** The test of one keyword of a schema that is known to be well formed. */
export function keywordTest(schema: Doc, keyword: string): Check {
  return (KEYWORDS[keyword] as (typeof KEYWORDS)[string])(schema[keyword], schema);
}

export function compileJsonSchema(schema: Doc): (doc: Doc) => boolean {
  return compileSchema(schema);
}
