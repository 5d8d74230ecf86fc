import { evaluatePlain } from '../aggregate/expression.js';
import { type Doc, entriesOf, isDoc, isNumeric, toNumber, typeName } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { createMatcher } from '../query/match.js';
import { docField, flag, requireSimpleCollation } from '../read/options.js';
import { table } from '../table.js';

/** What may be asked of an index, and what it is stored as. */

const INDEX_OPTIONS = new Set([
  'v', 'key', 'name', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'hidden', 'background', 'collation', 'ns', 'dropDups', 'comment',
]); // prettier-ignore
const REFUSED_INDEX_OPTIONS = [
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'storageEngine',
  'wildcardProjection',
  'prepareUnique',
  'clustered',
];
const REFUSED_INDEX_KINDS = table<string>({
  text: '$text and text indexes',
  '2dsphere': 'geo indexes',
  '2d': 'geo indexes',
  geoHaystack: 'geo indexes',
  hashed: 'hashed indexes',
});
const PARTIAL_OPERATORS = /^\$(eq|gt|gte|lt|lte|exists|type|and|or|in)$/;

/** The index as it is stored. @throws CommandError 67, 197 or 238 for what cannot be */
export function indexSpec(asked: unknown): Doc {
  if (!isDoc(asked))
    throw new CommandError(14, `The elements of the 'indexes' array must be objects, but got ${typeName(asked)}`);
  const key = docField(asked, 'key');
  if (Object.keys(key).length === 0) throw new CommandError(67, 'Index keys cannot be an empty object.');
  for (const [name, kind] of entriesOf(key)) {
    if (typeof kind === 'string')
      throw kind in REFUSED_INDEX_KINDS
        ? refused(REFUSED_INDEX_KINDS[kind] as string)
        : new CommandError(67, `Unknown index plugin '${kind}'`);
    if (name.includes('$**')) throw refused('wildcard indexes');
    if (!isNumeric(kind) || toNumber(kind) === 0)
      throw new CommandError(
        67,
        `Values in v:2 index key pattern cannot be of type ${typeName(kind)} or 0. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    if (name === '' || name.split('.').includes('')) throw new CommandError(67, 'Index keys cannot be an empty field.');
    if (name.startsWith('$') || name.includes('.$'))
      throw new CommandError(67, `Index key contains an illegal field name: field name starts with '$'.`);
  }
  for (const option of Object.keys(asked)) {
    if (REFUSED_INDEX_OPTIONS.includes(option)) throw refused(`the index option ${option}`);
    if (!INDEX_OPTIONS.has(option))
      throw new CommandError(197, `The field '${option}' is not valid for an index specification.`);
  }
  requireSimpleCollation(asked);
  const name = asked['name'];
  if (typeof name !== 'string' || name === '')
    throw new CommandError(9, "The 'name' field is a required property of an index specification");
  const partial = asked['partialFilterExpression'];
  if (partial !== undefined) requirePartial(partial);
  if (asked['sparse'] === true && partial !== undefined)
    throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  const ttl = asked['expireAfterSeconds'];
  if (ttl !== undefined) {
    const seconds = toNumber(ttl);
    if (!isNumeric(ttl))
      throw new CommandError(
        67,
        `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(ttl)}'.`,
      );
    if (seconds < 0 || seconds > 2147483647)
      throw new CommandError(
        67,
        "TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than " +
          String(seconds),
      );
    if (Object.keys(key).length > 1)
      throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  }
  const spec: Doc = { v: 2, key, name };
  for (const option of ['unique', 'sparse', 'hidden', 'background']) if (flag(asked, option)) spec[option] = true;
  if (partial !== undefined) spec['partialFilterExpression'] = partial;
  if (ttl !== undefined) spec['expireAfterSeconds'] = ttl;
  return spec;
}

function requirePartial(filter: unknown): void {
  if (!isDoc(filter)) throw new CommandError(67, '"partialFilterExpression" for an index must be a document');
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isDoc(value)) {
      for (const [name, operand] of entriesOf(value)) {
        if (name.startsWith('$') && (!PARTIAL_OPERATORS.test(name) || (name === '$exists' && operand === false)))
          throw new CommandError(67, `Expression not supported in partial index: ${name}`);
        visit(operand);
      }
    }
  };
  visit(filter);
  createMatcher(filter, evaluatePlain);
}
