import { type Code, type Fault, type Reading, readAs, unreadable } from '../findings/fault.js';

/** What is irregular in a name as printed. Reported by importers, never a reason to drop the row (ANOMALIES.md). */
export type NameIrregularity =
  | 'INNER_SPACE'
  | 'HALF_WIDTH_BRACKETS'
  | 'NESTED_BRACKETS'
  | 'SEPARATOR_IN_NAME'
  | 'ZERO_WIDTH_CHARACTER'
  | 'COMPATIBILITY_CHARACTER';

/** 职业（工种）名称 of a catalogue row. The name, not the code, identifies an item in an edition (CAT-005). */
export interface CatalogueName {
  /** Exactly as the notice prints it. */
  readonly printed: string;
  /** As it is shown: full-width brackets, no blanks, nothing invisible. */
  readonly fullName: string;
  /** What two names are compared by: `nameKey` of the full name. */
  readonly key: string;
  /** 职业: before the first bracket. */
  readonly occupation: string;
  /** 工种: from the first bracket to the last, without them, so that inner brackets stay: 登山（山地户外）. Null without brackets. */
  readonly workType: string | null;
  readonly irregularities: readonly NameIrregularity[];
}

/** The longest name in the annexes has 26 characters. */
const MOST_CHARACTERS = 100;

/** What has no width and no meaning in a Chinese name: joiners, variation selectors, soft hyphens, byte order marks. */
const ZERO_WIDTH = /(?!\p{Bidi_Control})\p{Default_Ignorable_Code_Point}/gu;
/** What would make a name look like another or like none: direction overrides, controls, half surrogate pairs, private characters. */
const FORBIDDEN =
  /\p{Bidi_Control}|(?!\s|\p{Default_Ignorable_Code_Point})[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/**
 * A name as it is shown: zero-width characters and blanks dropped, brackets full-width. One blank stays between Latin letters
 * or digits, where it divides words; between Chinese characters it comes from a page break. Total, and idempotent.
 */
export function displayName(text: string): string {
  return text
    .replace(ZERO_WIDTH, '')
    .replace(/\s+/gu, (blank, at: number, whole: string) =>
      isLatin(whole[at - 1]) && isLatin(whole[at + blank.length]) ? ' ' : '',
    )
    .replaceAll('(', '（')
    .replaceAll(')', '）');
}

/**
 * What names, and what is searched for, are compared by: the shown name in Unicode NFKC, where full-width letters, digits and
 * brackets and the compatibility forms of Chinese characters are one with the plain ones. Keys are compared, never shown.
 */
export function nameKey(text: string): string {
  // Twice, since NFKC itself can give blanks and brackets: U+FE35 is a bracket, U+00A8 brings a blank.
  return displayName(displayName(text).normalize('NFKC')).normalize('NFKC');
}

/**
 * Reads a name and keeps it as printed. Refuses with INVALID_CATALOGUE_NAME: EMPTY, TOO_LONG (over 100 characters),
 * FORBIDDEN_CHARACTER (controls, direction overrides, broken characters), BRACKETS (unbalanced, empty, first, or not at the end).
 */
export function readCatalogueName(printed: string): Reading<CatalogueName> {
  // Before everything else, so that a text of any length costs no more.
  if (printed.length > 4 * MOST_CHARACTERS) return unreadable(tooLong());
  const fullName = displayName(printed);
  if (fullName === '') return unreadable(fault('EMPTY', '名称不能为空'));
  const faults: Fault[] = [];
  if ([...fullName].length > MOST_CHARACTERS) faults.push(tooLong());
  if (FORBIDDEN.test(printed)) faults.push(fault('FORBIDDEN_CHARACTER', '名称中有不可显示的字符'));
  if (!hasProperBrackets(fullName)) faults.push(fault('BRACKETS', '名称中的括号不成对，或者位置不对'));
  const [first, ...others] = faults;
  if (first) return unreadable(first, ...others);
  const at = fullName.indexOf('（');
  return readAs({
    printed,
    fullName,
    key: nameKey(fullName),
    occupation: at < 0 ? fullName : fullName.slice(0, at),
    workType: at < 0 ? null : fullName.slice(at + 1, -1),
    irregularities: irregularitiesOf(printed, fullName),
  });
}

/** No bracket at all, or pairs of which the outermost is one, not first, not empty, and ends the name. */
function hasProperBrackets(name: string): boolean {
  if (/^（|（）/u.test(name)) return false;
  let depth = 0;
  let closed = false;
  for (const character of name) {
    if (closed) return false;
    if (character === '（') depth += 1;
    if (character !== '）') continue;
    depth -= 1;
    closed = depth === 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function irregularitiesOf(printed: string, fullName: string): readonly NameIrregularity[] {
  const checks: readonly (readonly [NameIrregularity, boolean])[] = [
    ['INNER_SPACE', /\s/u.test(printed.trim())],
    ['HALF_WIDTH_BRACKETS', /[()]/u.test(printed)],
    ['NESTED_BRACKETS', /（[^）]*（/u.test(fullName)],
    ['SEPARATOR_IN_NAME', fullName.includes('、')],
    ['ZERO_WIDTH_CHARACTER', printed.search(ZERO_WIDTH) >= 0],
    ['COMPATIBILITY_CHARACTER', displayName(fullName.normalize('NFKC')) !== fullName],
  ];
  return checks.flatMap(([irregularity, applies]) => (applies ? irregularity : []));
}

function isLatin(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character);
}

function tooLong(): Fault {
  return fault('TOO_LONG', `名称不能超过${MOST_CHARACTERS}个字`);
}

function fault(reason: Code, message: string): Fault {
  return { code: 'INVALID_CATALOGUE_NAME', reason, message, source: 'CAT-005' };
}
