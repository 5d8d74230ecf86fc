import { type Day, parseDay } from '../calendar/day.js';
import { type Code, type Fault, type Reading, readAs, unreadable } from '../findings/fault.js';

declare const residentIdBrand: unique symbol;

/** 公民身份号码: eighteen characters of GB 11643-1999. Personal data: sealed where stored, masked where shown, never logged. */
export type ResidentIdNumber = string & { readonly [residentIdBrand]: true };

/** A number and the birth it states, from which the age of a candidate follows (EVL-001). */
export interface ResidentId {
  readonly number: ResidentIdNumber;
  readonly bornOn: Day;
}

/** 2 to the power of the place counted from the right, modulo 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** The check character by the remainder of the weighted sum. */
const CHECKS = '10X98765432';

/**
 * Reads a number exactly as the standard writes it. Refuses with INVALID_ID_NUMBER: OLD_NUMBER (fifteen digits, no longer
 * issued), LENGTH, LOWER_CASE_X (请填写大写X, STF-015), CHARACTER (NFKC is not applied), and at once CHECK_CHARACTER,
 * BIRTH_DATE (no day since 1900) or BIRTH_IN_FUTURE (after `today`). The division code is not judged: people keep abolished ones.
 */
export function parseResidentId(text: string, today: Day): Reading<ResidentId> {
  if (/^\d{15}$/.test(text)) return unreadable(fault('OLD_NUMBER', '15位身份证号码已停止使用，请填写18位号码'));
  if ([...text.slice(0, 64)].length !== 18) return unreadable(fault('LENGTH', '身份证号码应为18位'));
  if (/^\d{17}x$/.test(text)) return unreadable(fault('LOWER_CASE_X', '身份证号码末位的X应大写'));
  if (!/^[1-9]\d{16}[\dX]$/.test(text))
    return unreadable(fault('CHARACTER', '身份证号码应为17位半角数字和1位数字或大写X'));
  const birth = parseDay(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`);
  const faults: Fault[] = [];
  if (residentIdCheck(text) !== text[17]) faults.push(fault('CHECK_CHARACTER', '身份证号码的校验位不符，请核对'));
  if (!birth.ok) faults.push(fault('BIRTH_DATE', '身份证号码中的出生日期不存在'));
  else if (birth.value > today) faults.push(fault('BIRTH_IN_FUTURE', '身份证号码中的出生日期晚于当日'));
  const [first, ...others] = faults;
  if (first || !birth.ok) return unreadable(first!, ...others);
  return readAs({ number: text as ResidentIdNumber, bornOn: birth.value });
}

/** The eighteenth character that the first seventeen digits call for. Throws a RangeError when they are not digits. */
export function residentIdCheck(body: string): string {
  if (!/^\d{17}/.test(body)) throw new RangeError('Not seventeen digits.');
  return CHECKS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0) % 11]!;
}

function fault(reason: Code, message: string): Fault {
  return { code: 'INVALID_ID_NUMBER', reason, message, source: 'GB 11643-1999' };
}
