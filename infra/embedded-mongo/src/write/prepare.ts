import { ObjectId } from 'bson';
import { decode, encode } from '../bson/decode.js';
import { type Doc, hasField, isDoc, typeName } from '../bson/value.js';
import { CommandError } from '../errors.js';

/** A document as it is stored: its `_id` present, of an allowed type, and first. */
export function prepareInsert(raw: Buffer): { doc: Doc; bytes: Buffer } {
  const doc = decode(raw);
  if (!hasField(doc, '_id')) {
    const withId = { _id: new ObjectId(), ...doc };
    return { doc: withId, bytes: encode(withId) };
  }
  requireId(doc['_id']);
  if (Object.keys(doc)[0] === '_id') return { doc, bytes: Buffer.from(raw) };
  const { _id, ...rest } = doc;
  const ordered = { _id, ...rest };
  return { doc: ordered, bytes: encode(ordered) };
}

/** @throws CommandError 53 for an array, regex or missing `_id`, 52 for one with a `$` field */
export function requireId(id: unknown): void {
  const type = typeName(id);
  if (type === 'array' || type === 'regex' || type === 'missing')
    throw new CommandError(53, `The '_id' value cannot be of type ${type}`);
  if (!isDoc(id)) return;
  for (const name of Object.keys(id)) {
    if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
      throw new CommandError(52, `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`);
    }
  }
}
