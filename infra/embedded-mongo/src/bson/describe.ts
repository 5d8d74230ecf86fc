import { ObjectId, UUID } from 'bson';
import { type Doc, isDoc } from './value.js';

/** A key value as MongoDB's error messages print it: `{ name: "x", n: 1 }`. */
export function describeKey(value: Doc): string {
  return `{ ${Object.entries(value)
    .map(([name, field]) => `${name}: ${describeFully(field)}`)
    .join(', ')} }`;
}

function describeFully(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof UUID) return `UUID("${value.toString()}")`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[ ${value.map(describeFully).join(', ')} ]`;
  if (isDoc(value)) return describeKey(value);
  return value === undefined || value === null ? 'null' : (value as { toString(): string }).toString();
}

const LONGEST = 160;

/** A value for a message, shortened. */
export function describe(value: unknown): string {
  const text = describeFully(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
