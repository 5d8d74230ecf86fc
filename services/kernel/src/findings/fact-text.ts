import type { Facts, Finding } from './finding.js';

/** A fact as it is shown: lists are joined by 、, and a null stays null. */
export interface FactText {
  readonly name: string;
  readonly value: string | null;
}

/** What a finding used, in its order. */
export function factTextsOf({ facts }: Pick<Finding, 'facts'>): readonly FactText[] {
  return Object.entries(facts).map(([name, value]) => ({ name, value: textOf(value) }));
}

/** In Chinese, what has to be found out before an open question can be decided; null where it is decided. */
export function missingFactOf(finding: Finding): string | null {
  return finding.verdict === 'UNDETERMINED' ? finding.missing.message : null;
}

function textOf(value: Facts[string]): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? value.join('、') : String(value);
}
