/** A stable name for programs, in UPPER_SNAKE. */
export type Code = Uppercase<string>;

/**
 * Why a text is not the value it should be. It never repeats the text, which may be personal data.
 * A scalar answers with it (BAD_USER_INPUT), a rule turns it into a finding.
 */
export interface Fault {
  /** What was expected, as the ledger names it: INVALID_USCC. */
  readonly code: Code;
  /** What is wrong with it: LENGTH. */
  readonly reason: Code;
  /** In Chinese, for the person who wrote the text. */
  readonly message: string;
  /** The specification that says so. */
  readonly source: string;
}

/** What reading a text gives: the value, or every fault that was found. Expected bad input never throws. */
export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly [Fault, ...Fault[]] };

export function readAs<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function unreadable(...faults: [Fault, ...Fault[]]): {
  readonly ok: false;
  readonly faults: [Fault, ...Fault[]];
} {
  return { ok: false, faults };
}
