import { BSONRegExp } from 'bson';
import { compareStrings } from '../../bson/compare.js';
import { isNumeric, toNumber, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { toRegExp } from '../../query/regex.js';
import { indexOfCodePoints, toText } from '../conversions.js';
import { isNil, named, type Operator, type Operators, several, single, values } from './operator.js';

/** Texts; positions count code points (CP) or UTF-8 bytes. */

/** What operators that take "anything as text" make of a value: nothing of null. */
function coerced(value: unknown, name: string): string {
  if (isNil(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value) || value instanceof Date) return toText(value) as string;
  throw new CommandError(16007, `can't convert from BSON type ${typeName(value)} to String (${name})`);
}

function whole(value: unknown, name: string, code: number): number {
  if (!isNumeric(value))
    throw new CommandError(code, `${name}: a position must be a number, found: ${typeName(value)}`);
  return Math.trunc(toNumber(value));
}

function textOf(value: unknown, name: string, code: number): string {
  if (typeof value !== 'string')
    throw new CommandError(code, `${name} requires a string argument, found: ${typeName(value)}`);
  return value;
}

function substringOfBytes([value, from, count]: unknown[], name: string): unknown {
  const bytes = Buffer.from(coerced(value, name));
  const start = whole(from, name, 16034);
  const length = whole(count, name, 16035);
  if (start < 0) throw new CommandError(50752, `${name}: starting index must be non-negative (got: ${start})`);
  if (start >= bytes.length) return '';
  const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length);
  const within = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (within(start))
    throw new CommandError(28656, `${name}: Invalid range, starting index is a UTF-8 continuation byte.`);
  if (within(end))
    throw new CommandError(28657, `${name}: Invalid range, ending index is in the middle of a UTF-8 character.`);
  return bytes.toString('utf8', start, end);
}

function substringOfPoints([value, from, count]: unknown[], name: string): unknown {
  const points = [...coerced(value, name)];
  const start = whole(from, name, 34450);
  const length = whole(count, name, 34452);
  if (start < 0) throw new CommandError(34455, `${name}: the starting index must be nonnegative integer.`);
  if (length < 0) throw new CommandError(34454, `${name}: length must be a nonnegative integer.`);
  return points.slice(start, start + length).join('');
}

function indexOfBytes([text, search, first, last]: unknown[], name: string): unknown {
  if (isNil(text)) return null;
  const bytes = Buffer.from(textOf(text, name, 40091));
  const wanted = Buffer.from(textOf(search, name, 40092));
  const start = first === undefined ? 0 : whole(first, name, 40096);
  const end = Math.min(last === undefined ? bytes.length : whole(last, name, 40096), bytes.length);
  if (start < 0 || end < 0) throw new CommandError(40097, `${name} requires nonnegative indexes`);
  if (start > end) return -1;
  return bytes.subarray(0, end).indexOf(wanted, start);
}

function split([text, separator]: unknown[], name: string): unknown {
  if (isNil(text) || isNil(separator)) return null;
  const parts = textOf(text, name, 40085);
  const by = textOf(separator, name, 40086);
  if (by === '') throw new CommandError(40087, '$split requires a non-empty separator');
  return parts.split(by);
}

/** Source: MongoDB manual, "$trim", white space characters. */
const WHITE_SPACE = new Set(
  '\0\u0020\t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a',
);

const trim = (left: boolean, right: boolean): Operator =>
  named(['input'], ['chars'], ({ input, chars }, name) => (scope) => {
    const value = input?.(scope);
    const cut = chars ? chars(scope) : undefined;
    if (isNil(value) || (chars && isNil(cut))) return null;
    const points = [...textOf(value, name, 50699)];
    const gone = chars ? new Set(textOf(cut, name, 50700)) : WHITE_SPACE;
    let [start, end] = [0, points.length];
    while (left && start < end && gone.has(points[start] as string)) start++;
    while (right && end > start && gone.has(points[end - 1] as string)) end--;
    return points.slice(start, end).join('');
  });

const replace = (apply: (text: string, find: string, by: string) => string): Operator =>
  named(['input', 'find', 'replacement'], [], (given, name) => (scope) => {
    const [input, find, by] = ['input', 'find', 'replacement'].map((part) => given[part]?.(scope));
    const parts = [
      isNil(input) ? null : textOf(input, name, 51746),
      isNil(find) ? null : textOf(find, name, 51745),
      isNil(by) ? null : textOf(by, name, 51744),
    ];
    if (parts.some(isNil)) return null;
    const [text, wanted, put] = parts as [string, string, string];
    return apply(text, wanted, put);
  });

interface Found {
  readonly match: string;
  readonly idx: number;
  readonly captures: (string | null)[];
}

function expressionOf(regex: unknown, options: unknown, name: string): RegExp {
  if (!isNil(options) && typeof options !== 'string')
    throw new CommandError(51106, `${name} needs 'options' to be of type string`);
  const own = regex instanceof BSONRegExp ? regex : new BSONRegExp(textOf(regex, name, 51105), '');
  if (own.options && options)
    throw new CommandError(51107, `${name}: found regex option(s) specified in both 'regex' and 'option' fields`);
  const { source, flags } = toRegExp(own.pattern, own.options || (options ?? ''));
  return new RegExp(source, `${flags}g`);
}

const matching = (none: unknown, answer: (found: Iterable<Found>) => unknown): Operator =>
  named(['input', 'regex'], ['options'], (given, name) => (scope) => {
    const [input, regex, options] = ['input', 'regex', 'options'].map((part) => given[part]?.(scope));
    if (!isNil(input) && typeof input !== 'string')
      throw new CommandError(51104, `${name} needs 'input' to be of type string`);
    if (!isNil(regex) && typeof regex !== 'string' && !(regex instanceof BSONRegExp))
      throw new CommandError(51105, `${name} needs 'regex' to be of type string or regex`);
    if (isNil(input) || isNil(regex)) return none;
    return answer(matches(input, expressionOf(regex, options, name)));
  });

function* matches(text: string, expression: RegExp): Iterable<Found> {
  for (const found of text.matchAll(expression)) {
    const captures = found.slice(1).map((capture) => (capture as string | undefined) ?? null);
    yield { match: found[0], idx: [...text.slice(0, found.index)].length, captures };
  }
}

const first = (found: Iterable<Found>): Found | undefined => {
  for (const one of found) return one;
  return undefined;
};

export const stringOperators: Operators = {
  $concat: several((all, name) => {
    for (const value of all)
      if (!isNil(value) && typeof value !== 'string')
        throw new CommandError(16702, `${name} only supports strings, not ${typeName(value)}`);
    return all.some(isNil) ? null : all.join('');
  }),
  // Only ASCII letters have cases here.
  $toUpper: single((value, name) => coerced(value, name).replace(/[a-z]+/g, (part) => part.toUpperCase())),
  $toLower: single((value, name) => coerced(value, name).replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  $strcasecmp: values(2, 2, ([a, b], name) =>
    Math.sign(compareStrings(coerced(a, name).toUpperCase(), coerced(b, name).toUpperCase())),
  ),
  $substr: values(3, 3, substringOfBytes),
  $substrBytes: values(3, 3, substringOfBytes),
  $substrCP: values(3, 3, substringOfPoints),
  $strLenBytes: single((value, name) => Buffer.byteLength(textOf(value, name, 34473))),
  $strLenCP: single((value, name) => [...textOf(value, name, 34471)].length),
  $indexOfBytes: values(2, 4, indexOfBytes),
  $indexOfCP: values(2, 4, indexOfCodePoints),
  $split: values(2, 2, split),
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace((text, find, by) => text.replace(find, () => by)),
  $replaceAll: replace((text, find, by) => text.replaceAll(find, () => by)),
  $regexMatch: matching(false, (found) => first(found) !== undefined),
  $regexFind: matching(null, (found) => first(found) ?? null),
  $regexFindAll: matching([], (found) => [...found]),
};
