import { BSONRegExp } from 'bson';
import { badValue, CommandError } from '../errors.js';
import { toJsSource } from './pcre.js';

const cache = new Map<string, RegExp>();

/**
 * A JS expression for a BSON one. Options i, m, s, x, u as in MongoDB; leading `(?i)` groups are read as options.
 * @throws CommandError 51091 for a pattern that JS cannot run, 51108 for an unknown option
 */
export function toRegExp(source: string, options: string): RegExp {
  const cacheKey = `${options}/${source}`;
  const known = cache.get(cacheKey);
  if (known) return known;
  let flags = options;
  let pattern = source;
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  if (inline) {
    flags += inline[1] as string;
    pattern = pattern.slice(inline[0].length);
  }
  const unknown = /[^imsxu]/.exec(flags);
  if (unknown) throw new CommandError(51108, `invalid flag in regex options: ${unknown[0]}`);
  const expression = compile(toJsSource(pattern, flags), flags.includes('i') ? 'i' : '');
  if (cache.size > 500) cache.clear();
  cache.set(cacheKey, expression);
  return expression;
}

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    // A lone brace or bracket is an error only in Unicode mode.
  }
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new CommandError(
      51091,
      `Regular expression is invalid, or not one that embedded-mongo reads: ${(error as Error).message}`,
    );
  }
}

function bsonExpression(pattern: string, options: string): BSONRegExp {
  const unknown = /[^imsxu]/.exec(options);
  if (unknown) throw new CommandError(51108, `invalid flag in regex options: ${unknown[0]}`);
  return new BSONRegExp(pattern, [...options].sort().join(''));
}

/** The BSON expression of a `$regex` operand with its `$options`. */
export function regexOperand(operand: unknown, options: unknown): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (operand instanceof BSONRegExp) {
    if (options !== undefined && operand.options)
      throw new CommandError(51074, 'options set in both $regex and $options');
    return options === undefined ? operand : bsonExpression(operand.pattern, options);
  }
  if (typeof operand !== 'string') throw badValue('$regex has to be a string');
  if (operand.includes('\0')) throw badValue('Regular expression cannot contain an embedded null byte');
  return bsonExpression(operand, options ?? '');
}

/** The literal text that every match of `^literal...` begins with; empty when there is none. */
export function literalPrefix(regex: BSONRegExp): string {
  if (/[imx]/.test(regex.options) || !regex.pattern.startsWith('^') || regex.pattern.includes('|')) return '';
  const chars = [...regex.pattern];
  const prefix: string[] = [];
  for (let i = 1; i < chars.length; i++) {
    const char = chars[i] as string;
    // A quantifier makes the character before it optional or the first of several.
    if (/[*?{+]/.test(char)) return prefix.slice(0, -1).join('');
    if (char === '\\' && /[^\w\s]/.test(chars[i + 1] ?? '')) prefix.push(chars[++i] as string);
    else if (/[\\^$.[\]|()]/.test(char)) break;
    else prefix.push(char);
  }
  return prefix.join('');
}
