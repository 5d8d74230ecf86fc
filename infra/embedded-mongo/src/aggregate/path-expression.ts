import { type Doc, getField, hasField, isDoc, setField } from '../bson/value.js';

/** The value of `$a.b` in an expression: arrays give the values of their documents, positions name nothing. undefined: missing. */
export function fieldPath(value: unknown, path: readonly string[], at = 0): unknown {
  if (at === path.length) return value;
  if (Array.isArray(value)) {
    return value
      .map((item) => (isDoc(item) || Array.isArray(item) ? fieldPath(item, path, at) : undefined))
      .filter((item) => item !== undefined);
  }
  if (!isDoc(value)) return undefined;
  return fieldPath(getField(value, path[at] as string), path, at + 1);
}

/** Sets a computed value at a path: arrays on the way are entered, what is no document is replaced by one. */
export function assign(target: unknown, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value;
  if (Array.isArray(target)) return target.map((item) => assign(item, path, value));
  const copy: Doc = isDoc(target) ? { ...target } : {};
  const [name = '', ...rest] = path;
  const next = assign(hasField(copy, name) ? copy[name] : undefined, rest, value);
  if (next === undefined) Reflect.deleteProperty(copy, name);
  else setField(copy, name, next);
  return copy;
}

/** Top-level fields that the field paths inside expressions read; undefined when an expression may read the whole document. */
export function fieldsRead(expressions: readonly unknown[]): Set<string> | undefined {
  const fields = new Set<string>();
  return expressions.every((expression) => collectRead(expression, fields)) ? fields : undefined;
}

/** These bind names, or name fields without a dollar, in ways a scan of strings does not see. */
const HIDDEN_READS = new Set(
  '$let $map $filter $reduce $getField $setField $unsetField $top $topN $bottom $bottomN'.split(' '),
);

function collectRead(expression: unknown, fields: Set<string>): boolean {
  if (typeof expression === 'string') {
    if (expression.startsWith('$$')) return expression.startsWith('$$NOW') || expression === '$$REMOVE';
    if (expression.startsWith('$')) fields.add(expression.slice(1).split('.')[0] as string);
    return true;
  }
  if (Array.isArray(expression)) return expression.every((item) => collectRead(item, fields));
  if (!isDoc(expression)) return true;
  return Object.entries(expression).every(([name, operand]) => {
    if (name === '$literal') return true;
    if (HIDDEN_READS.has(name)) return false;
    return collectRead(operand, fields);
  });
}
