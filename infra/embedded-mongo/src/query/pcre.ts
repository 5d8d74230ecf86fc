import { refused } from '../errors.js';

/** MongoDB's expressions are PCRE2 in UTF-8 mode; JS writes or reads some of it differently. */

const START = '(?<![^])';
const END = '(?![^])';
const LAST_LINE = '(?=\\n?(?![^]))';
const VERTICAL = '\\n-\\r\\x85\\u2028\\u2029';
const HORIZONTAL = '\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
/** PCRE's \s is ASCII, that of JS is not. */
const SPACE = '\\t-\\r ';

/** Letters after a backslash that JS reads otherwise or not at all; undefined: it has no way to say it. */
const ESCAPES: Readonly<Record<string, string | undefined>> = {
  A: START,
  z: END,
  Z: LAST_LINE,
  a: '\\x07',
  e: '\\x1b',
  h: `[${HORIZONTAL}]`,
  H: `[^${HORIZONTAL}]`,
  N: '[^\\n]',
  R: `(?:\\r\\n|[${VERTICAL}])`,
  s: `[${SPACE}]`,
  S: `[^${SPACE}]`,
  v: `[${VERTICAL}]`,
  V: `[^${VERTICAL}]`,
  ...Object.fromEntries(['C', 'E', 'G', 'K', 'L', 'Q', 'U', 'X', 'g', 'l', 'o', 'u'].map((name) => [name, undefined])),
};

const IN_CLASS: Readonly<Record<string, string>> = {
  '\\s': SPACE,
  '\\h': HORIZONTAL,
  '\\v': VERTICAL,
  '\\a': '\\x07',
  '\\e': '\\x1b',
  '[:alpha:]': 'A-Za-z',
  '[:digit:]': '0-9',
  '[:alnum:]': 'A-Za-z0-9',
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:space:]': SPACE,
  '[:blank:]': ' \\t',
  '[:punct:]': '!-\\/:-@\\[-`{-~',
  '[:xdigit:]': 'A-Fa-f0-9',
  '[:word:]': '\\w',
};

const TOKEN = /\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|\(\?#[^)]*\)|\(\?P<|\(\?P=(\w+)\)|[.^$]|\s+|#.*/gu;

/** A backslash before a character that means only itself is an error in the Unicode mode of JS. */
function plainEscape(token: string, special: RegExp): string {
  const char = token.slice(1);
  return /[A-Za-z0-9]/.test(char) || special.test(char) ? token : char;
}

function translateClass(token: string): string {
  const [, caret = '', bracket = '', rest = ''] = /^\[(\^?)(\]?)([^]*)\]$/.exec(token) ?? [];
  const body = rest.replace(/\[:\^?\w+:\]|\\[^]/gu, (part) => {
    const known = IN_CLASS[part];
    if (known !== undefined) return known;
    if (part.startsWith('[:') || /^\\[HNRVSQE]$/.test(part)) throw refused(`${part} in a character class`);
    return plainEscape(part, /[\^$\\.*+?()[\]{}|/-]/);
  });
  return `[${caret}${bracket && '\\]'}${body}]`;
}

/** The JS source, for the flags `i` and `u` only, of a PCRE pattern with the options m, s and x. */
export function toJsSource(pattern: string, options: string): string {
  const multiline = options.includes('m');
  return pattern.replace(TOKEN, (token: string, name: string | undefined) => {
    if (token.startsWith('[')) return translateClass(token);
    if (token.startsWith('(?P')) return name === undefined ? '(?<' : `\\k<${name}>`;
    if (token.startsWith('(?#')) return '';
    if (token.startsWith('\\')) {
      const letter = token.slice(1);
      if (!(letter in ESCAPES)) return plainEscape(token, /[\^$\\.*+?()[\]{}|/]/);
      const translated = ESCAPES[letter];
      if (translated === undefined) throw refused(`${token} in a regular expression`);
      return translated;
    }
    if (token === '.') return options.includes('s') ? '[^]' : '[^\\n]';
    if (token === '^') return multiline ? '(?<![^\\n])' : '^';
    if (token === '$') return multiline ? '(?![^\\n])' : LAST_LINE;
    return options.includes('x') ? '' : token;
  });
}
