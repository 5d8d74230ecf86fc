import { BSONRegExp } from 'bson';
import { badValue, CommandError } from '../errors.js';

const cache = new Map<string, RegExp>();

/** In extended mode white space and `# comments` outside character classes do not count. */
function withoutWhitespace(pattern: string): string {
  return pattern.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\s+|#.*$/gm, (part) => (/^(\s|#)/.test(part) ? '' : part));
}

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
  if (flags.includes('x')) pattern = withoutWhitespace(pattern);
  const jsFlags = ['i', 'm', 's'].filter((flag) => flags.includes(flag)).join('');
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, jsFlags);
  } catch (error) {
    throw new CommandError(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
  if (cache.size > 500) cache.clear();
  cache.set(cacheKey, expression);
  return expression;
}

/** The BSON expression of a `$regex` operand with its `$options`. */
export function regexOperand(operand: unknown, options: unknown): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (operand instanceof BSONRegExp) {
    if (options !== undefined && operand.options)
      throw new CommandError(51074, 'options set in both $regex and $options');
    return options === undefined ? operand : new BSONRegExp(operand.pattern, [...options].sort().join(''));
  }
  if (typeof operand !== 'string') throw badValue('$regex has to be a string');
  if (operand.includes('\0')) throw badValue('Regular expression cannot contain an embedded null byte');
  return new BSONRegExp(operand, [...(options ?? '')].sort().join(''));
}

/** The literal text that every match of `^literal...` begins with; empty when there is none. */
export function literalPrefix(regex: BSONRegExp): string {
  if (/[imx]/.test(regex.options) || !regex.pattern.startsWith('^') || regex.pattern.includes('|')) return '';
  let prefix = '';
  for (let i = 1; i < regex.pattern.length; i++) {
    const char = regex.pattern[i] as string;
    if (/[*?{]/.test(char)) return prefix.slice(0, -1);
    if (char === '\\' && /[^\w\s]/.test(regex.pattern[i + 1] ?? '')) prefix += regex.pattern[++i] as string;
    else if (/[\\^$.[\]|()+]/.test(char)) return char === '+' ? prefix.slice(0, -1) : prefix;
    else prefix += char;
  }
  return prefix;
}
