import { hasField, isNumeric, toNumber, TYPE, TYPE_NAMES } from '../bson/value.js';
import { badValue, failedToParse, typeMismatch } from '../errors.js';

/** Types by name or code, as `$type` and `bsonType` take them. */
export function typeSet(operand: unknown, operator: string): { codes: Set<number>; anyNumber: boolean } {
  const items: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (items.length === 0) throw failedToParse(`${operator} must match at least one type`);
  const codes = new Set<number>();
  let anyNumber = false;
  for (const item of items) {
    if (item === 'number') anyNumber = true;
    else if (typeof item === 'string') {
      const code = hasField(TYPE, item) ? TYPE[item as keyof typeof TYPE] : undefined;
      if (code === undefined) throw badValue(`Unknown type name alias: ${item}`);
      codes.add(code);
    } else {
      const code = toNumber(item);
      if (!isNumeric(item)) throw typeMismatch('type must be represented as a number or a string');
      if (!TYPE_NAMES.has(code)) throw badValue(`Invalid numerical type code: ${code}`);
      codes.add(code);
    }
  }
  return { codes, anyNumber };
}
