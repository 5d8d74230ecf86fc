import { type Doc, isDoc, isNumeric, toNumber, typeName } from '../bson/value.js';
import { CommandError, refused, typeMismatch } from '../errors.js';

/** Reads the fields of a command: each gives the value, the default, or the error MongoDB would give. */

export function stringField(body: Doc, name: string): string {
  const value = body[name];
  if (typeof value !== 'string')
    throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'string'`);
  return value;
}

export function docField(body: Doc, name: string): Doc {
  const value = body[name];
  if (value === undefined || value === null) return {};
  if (!isDoc(value))
    throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`);
  return value;
}

export function arrayField(body: Doc, name: string): unknown[] {
  const value = body[name];
  if (!Array.isArray(value))
    throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'array'`);
  return value;
}

/** A whole number that is not negative; `fallback` when the field is absent. */
export function countField(body: Doc, name: string, fallback: number): number {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  const number = toNumber(value);
  if (!isNumeric(value))
    throw typeMismatch(
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected types '[long, int, decimal, double]'`,
    );
  if (number < 0) throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return Math.trunc(number);
}

export function flag(body: Doc, name: string): boolean {
  const value = body[name];
  return isNumeric(value) ? toNumber(value) !== 0 : value === true;
}

export function requireSimpleCollation(body: Doc): void {
  const { collation } = body;
  if (!isDoc(collation) || collation['locale'] === 'simple' || Object.keys(collation).length === 0) return;
  throw refused('a collation other than simple');
}

/** The last moment of a command with maxTimeMS, in milliseconds since the epoch. */
export function deadlineOf(body: Doc): number {
  const limit = countField(body, 'maxTimeMS', 0);
  return limit > 0 ? Date.now() + limit : Infinity;
}

const NAME_LIMIT = 255;

/** @throws CommandError 73 for a name MongoDB does not allow */
export function namespace(db: string, collection: unknown): string {
  if (typeof collection !== 'string')
    throw new CommandError(73, `collection name has invalid type ${typeName(collection)}`);
  const ns = `${db}.${collection}`;
  if (
    collection === '' ||
    collection.startsWith('.') ||
    collection.endsWith('.') ||
    collection.includes('\0') ||
    ns.length > NAME_LIMIT
  ) {
    throw new CommandError(73, `Invalid namespace specified '${ns}'`);
  }
  return ns;
}

/** Variables that `let` binds: constants, or expressions that read no document. */
export function variablesOf(body: Doc, evaluate: (expression: unknown) => unknown): Doc {
  const bindings = docField(body, 'let');
  const variables: Doc = {};
  for (const [name, expression] of Object.entries(bindings)) {
    if (name !== 'CURRENT' && /^[A-Z0-9_$]/.test(name))
      throw new CommandError(16867, `'${name}' starts with an invalid character for a user variable name`);
    variables[name] = evaluate(expression) ?? null;
  }
  return variables;
}
