import { type Code, type Fault, type Reading, readAs, unreadable } from '../findings/fault.js';

declare const creditCodeBrand: unique symbol;

/** 统一社会信用代码 of a legal entity: eighteen characters of GB 32100-2015 whose last one checks the others. */
export type UnifiedSocialCreditCode = string & { readonly [creditCodeBrand]: true };

/** Digits and capitals without I, O, S, V, Z, in the order of their values. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3 to the power of the place, modulo 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * Reads a code exactly as the standard writes it. Refuses with INVALID_USCC: LENGTH, CHARACTER (lower case, full-width and the
 * five letters left out: the code is compared as text, so NFKC is not applied; letters in the division code at places 3-8),
 * CHECK_CHARACTER. The registering body at places 1-2 is not judged: its list grows.
 */
export function parseCreditCode(text: string): Reading<UnifiedSocialCreditCode> {
  const length = [...text.slice(0, 64)].length;
  if (length !== 18) return unreadable(fault('LENGTH', '统一社会信用代码应为18位'));
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text))
    return unreadable(fault('CHARACTER', '统一社会信用代码只能使用半角数字和大写字母，不含I、O、S、V、Z'));
  if (creditCodeCheck(text) !== text[17])
    return unreadable(fault('CHECK_CHARACTER', '统一社会信用代码的校验位不符，请核对'));
  return readAs(text as UnifiedSocialCreditCode);
}

/** The eighteenth character that the first seventeen call for. Characters outside the alphabet throw a RangeError. */
export function creditCodeCheck(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * valueOf(body[at]), 0);
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

function valueOf(character: string | undefined): number {
  const value = character === undefined ? -1 : ALPHABET.indexOf(character);
  if (value < 0) throw new RangeError('Not a character of GB 32100.');
  return value;
}

function fault(reason: Code, message: string): Fault {
  return { code: 'INVALID_USCC', reason, message, source: 'GB 32100-2015' };
}
