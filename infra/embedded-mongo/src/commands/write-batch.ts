import { evaluatePlain } from '../aggregate/expression.js';
import { decode, encode } from '../bson/decode.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { CommandError } from '../errors.js';
import { arrayField, variablesOf } from '../read/options.js';
import type { Call } from '../server/engine.js';
import { writeScope, type WriteScope } from '../write/statements.js';

/** What the write commands have in common: reading their statements and counting in their answers. */

/** Source: maxWriteBatchSize in `hello`. */
const MOST_STATEMENTS = 100_000;

export function scopeOf(call: Call): WriteScope {
  return writeScope(
    call,
    variablesOf(call.body, (expression) => evaluatePlain(expression, {})),
  );
}

/** Statements sent beside the body, or inside it. */
export function statementsOf(call: Call, name: string): (Buffer | Doc)[] {
  const outside = call.sequences.get(name);
  const statements = outside ?? (arrayField(call.body, name) as Doc[]);
  if (statements.length === 0 || statements.length > MOST_STATEMENTS) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${statements.length} operations.`,
    );
  }
  return statements;
}

export const asDoc = (statement: Buffer | Doc): Doc => {
  const doc = Buffer.isBuffer(statement) ? decode(statement) : statement;
  if (!isDoc(doc)) throw new CommandError(14, 'a statement must be of type object');
  return doc;
};
export const asBytes = (statement: Buffer | Doc): Buffer =>
  Buffer.isBuffer(statement) ? statement : encode(asDoc(statement));

export function add(reply: Doc, name: string, more: number): void {
  reply[name] = toNumber(reply[name] ?? 0) + more;
}

export function push(reply: Doc, name: string, item: unknown): void {
  const items = reply[name];
  if (Array.isArray(items)) items.push(item);
  else reply[name] = [item];
}

/** @throws CommandError 40415 */
export function requireFields(statement: Doc, known: ReadonlySet<string>, where: string): Doc {
  for (const field of Object.keys(statement))
    if (!known.has(field)) throw new CommandError(40415, `BSON field '${where}.${field}' is an unknown field.`);
  return statement;
}
