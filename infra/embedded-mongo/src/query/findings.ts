import { splitPath, valuesAt } from '../bson/path.js';
import { type Doc, entriesOf, getField, hasField, isDoc, typeName } from '../bson/value.js';
import { table } from '../table.js';
import { keywordTest } from './json-schema.js';
import { createMatcher, type EvaluateExpression } from './match.js';
import { toRegExp } from './regex.js';

/** Why a document fails a validator: the `details` of error 121. Source: MongoDB manual, "Improved Error Messages for Schema Validation". */

/** A rule that a value fails. */
type Finding = Doc;

export function validationFindings(validator: Doc, doc: Doc, evaluate: EvaluateExpression): Finding {
  const clauses = entriesOf(validator).map(([name, rule]) => ({ [name]: rule }));
  const [only] = clauses;
  if (clauses.length === 1 && only) return clause(only, doc, evaluate);
  return { operatorName: '$and', clausesNotSatisfied: failing(clauses, doc, evaluate) };
}

function failing(clauses: readonly Doc[], doc: Doc, evaluate: EvaluateExpression): Doc[] {
  return clauses.flatMap((query, index) =>
    createMatcher(query, evaluate).test(doc) ? [] : [{ index, details: validationFindings(query, doc, evaluate) }],
  );
}

const TOP_LEVEL = table<(operand: unknown, doc: Doc, evaluate: EvaluateExpression) => Finding>({
  $jsonSchema: (schema, doc) => ({
    operatorName: '$jsonSchema',
    ...annotations(schema as Doc),
    schemaRulesNotSatisfied: schemaFindings(schema as Doc, doc),
  }),
  $and: (operand, doc, evaluate) => ({
    operatorName: '$and',
    clausesNotSatisfied: failing(operand as Doc[], doc, evaluate),
  }),
  $or: (operand, doc, evaluate) => ({
    operatorName: '$or',
    clausesNotSatisfied: failing(operand as Doc[], doc, evaluate),
  }),
  $nor: (operand, doc, evaluate) => ({
    operatorName: '$nor',
    clausesSatisfied: (operand as Doc[]).flatMap((query, index) =>
      createMatcher(query, evaluate).test(doc) ? [{ index }] : [],
    ),
  }),
  $expr: (expression, doc, evaluate) => ({
    operatorName: '$expr',
    specifiedAs: { $expr: expression },
    reason: 'expression did not match',
    expressionResult: evaluate(expression, doc) ?? null,
  }),
});

function clause(query: Doc, doc: Doc, evaluate: EvaluateExpression): Finding {
  const [name, rule] = entriesOf(query)[0] as [string, unknown];
  const explain = TOP_LEVEL[name];
  if (explain) return explain(rule, doc, evaluate);
  const operators = isDoc(rule) && Object.keys(rule)[0]?.startsWith('$') === true ? rule : { $eq: rule };
  const failed = entriesOf(operators).filter(
    ([operator, operand]) =>
      operator !== '$options' &&
      !createMatcher({ [name]: { ...siblings(operators, operator), [operator]: operand } }, evaluate).test(doc),
  );
  const findings = failed.map(([operator, operand]) => comparison(name, operator, operand, doc));
  if (findings.length === 1 || entriesOf(operators).length === 1) return findings[0] ?? {};
  return { operatorName: '$and', clausesNotSatisfied: findings.map((details, index) => ({ index, details })) };
}

const siblings = (operators: Doc, operator: string): Doc =>
  operator === '$regex' && '$options' in operators ? { $options: operators['$options'] } : {};

const REASONS = table<string>({
  $ne: 'comparison succeeded',
  $in: 'no matching value found in array',
  $nin: 'matching value found in array',
  $type: 'type did not match',
  $mod: '$mod did not evaluate to expected remainder',
  $size: 'array length was not equal to given size',
  $regex: 'regular expression did not match',
  $all: 'array did not contain all specified values',
  $elemMatch: 'array did not satisfy the child predicate',
  $not: 'child expression matched',
});

function comparison(path: string, operator: string, operand: unknown, doc: Doc): Finding {
  const found = valuesAt(doc, splitPath(path));
  const finding: Finding = { operatorName: operator, specifiedAs: { [path]: { [operator]: operand } } };
  if (operator === '$exists') return { ...finding, reason: found.exists ? 'path does exist' : 'path does not exist' };
  if (!found.exists) return { ...finding, reason: 'field was missing' };
  const [value] = found.values;
  return {
    ...finding,
    reason:
      REASONS[operator] ?? (operator.startsWith('$bits') ? 'bitwise operator failed to match' : 'comparison failed'),
    ...(found.throughArray ? { consideredValues: found.values } : { consideredValue: value }),
    ...(operator === '$type' && !found.throughArray ? { consideredType: typeName(value) } : {}),
  };
}

function annotations({ title, description }: Doc): Doc {
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

/** The rules of a schema that a value fails. */
export function schemaFindings(schema: Doc, value: unknown): Finding[] {
  return Object.keys(schema)
    .filter((keyword) => !keywordTest(schema, keyword)(value))
    .map((keyword) => {
      const operand = schema[keyword];
      const explain = KEYWORDS[keyword];
      return { operatorName: keyword, ...(explain ? explain(operand, value, schema) : leaf(keyword, operand, value)) };
    });
}

const LEAF_REASONS = table<string>({
  bsonType: 'type did not match',
  type: 'type did not match',
  enum: 'value was not found in enum',
  pattern: 'regular expression did not match',
  minLength: 'specified string length was not satisfied',
  maxLength: 'specified string length was not satisfied',
  multipleOf: 'considered value is not a multiple of the specified value',
  minItems: 'array did not match specified length',
  maxItems: 'array did not match specified length',
  uniqueItems: 'found a duplicate item',
  minProperties: 'specified number of properties was not satisfied',
  maxProperties: 'specified number of properties was not satisfied',
});

function leaf(keyword: string, operand: unknown, value: unknown): Doc {
  const counted = keyword.endsWith('Properties') && isDoc(value);
  return {
    specifiedAs: { [keyword]: operand },
    reason: LEAF_REASONS[keyword] ?? 'comparison failed',
    ...(counted ? { numberOfProperties: Object.keys(value).length } : { consideredValue: value }),
    ...(keyword === 'bsonType' || keyword === 'type' ? { consideredType: typeName(value) } : {}),
  };
}

const passes = (schema: Doc, value: unknown): boolean => schemaFindings(schema, value).length === 0;

function notSatisfied(operand: unknown, value: unknown): Doc[] {
  return (operand as Doc[]).flatMap((schema, index) => {
    const details = schemaFindings(schema, value);
    return details.length > 0 ? [{ index, details }] : [];
  });
}

function surplus(value: Doc, schema: Doc): string[] {
  const patterns = Object.keys((schema['patternProperties'] ?? {}) as Doc).map((pattern) => toRegExp(pattern, ''));
  const known = (schema['properties'] ?? {}) as Doc;
  return Object.keys(value).filter((name) => !hasField(known, name) && !patterns.some((pattern) => pattern.test(name)));
}

const KEYWORDS = table<(operand: unknown, value: unknown, schema: Doc) => Doc>({
  properties: (operand, value) => ({
    propertiesNotSatisfied: entriesOf(operand as Doc).flatMap(([propertyName, schema]) => {
      if (!hasField(value as Doc, propertyName)) return [];
      const details = schemaFindings(schema as Doc, getField(value as Doc, propertyName));
      return details.length > 0 ? [{ propertyName, ...annotations(schema as Doc), details }] : [];
    }),
  }),
  required: (operand, value) => ({
    specifiedAs: { required: operand },
    missingProperties: (operand as string[]).filter((name) => !hasField(value as Doc, name)),
  }),
  additionalProperties: (operand, value, schema) => {
    const names = surplus(value as Doc, schema);
    if (!isDoc(operand)) return { specifiedAs: { additionalProperties: operand }, additionalProperties: names };
    const failed = names.find((name) => !passes(operand, getField(value as Doc, name))) ?? '';
    return {
      reason: 'at least one additional property did not match the subschema',
      failingProperty: failed,
      details: schemaFindings(operand, getField(value as Doc, failed)),
    };
  },
  items: (operand, value) => {
    const schemaAt = (index: number): Doc =>
      (Array.isArray(operand) ? (operand[index] as Doc | undefined) : (operand as Doc)) ?? {};
    const itemIndex = (value as unknown[]).findIndex((item, index) => !passes(schemaAt(index), item));
    return {
      reason: 'At least one item did not match the sub-schema',
      itemIndex,
      details: schemaFindings(schemaAt(itemIndex), (value as unknown[])[itemIndex]),
    };
  },
  allOf: (operand, value) => ({ schemasNotSatisfied: notSatisfied(operand, value) }),
  anyOf: (operand, value) => ({ schemasNotSatisfied: notSatisfied(operand, value) }),
  oneOf: (operand, value) => {
    const matching = (operand as Doc[]).flatMap((schema, index) => (passes(schema, value) ? [index] : []));
    return matching.length > 1
      ? { reason: 'more than one subschema matched', matchingSchemaIndexes: matching }
      : { schemasNotSatisfied: notSatisfied(operand, value) };
  },
  not: () => ({ reason: 'child expression matched' }),
});
