import { type Reading, readAs, unreadable } from '../findings/fault.js';
import type { MajorGroupDigit } from './major-group.js';

declare const codeBrand: unique symbol;

/** 职业编码: D-DD-DD-DD, or D-DD-DD-Zn for a special ability. Several items share one code, and codes change between editions. */
export type OccupationCode = string & { readonly [codeBrand]: true };

/** An occupation with levels (职业（工种）项目), or a single ability without (专项职业能力). */
export type ItemKind = 'OCCUPATION' | 'SPECIAL_ABILITY';

/** Chinese labels. SPECIAL_ABILITY stands in the level column of 270号 and 76号, but is a kind of item and no level (ANO-037). */
export const itemKinds: readonly { readonly id: ItemKind; readonly label: string }[] = [
  { id: 'OCCUPATION', label: '职业（工种）项目' },
  { id: 'SPECIAL_ABILITY', label: '专项职业能力' },
];

/** What a code says by its form alone: where it stands in the classification and what kind of item it names. */
export interface OccupationCodeParts {
  readonly code: OccupationCode;
  /** 大类: 4. */
  readonly majorGroup: MajorGroupDigit;
  /** 中类: 4-04. */
  readonly middleGroup: string;
  /** 小类: 4-04-05. */
  readonly minorGroup: string;
  readonly kind: ItemKind;
}

/**
 * Reads an occupation code exactly as the notices print it. 00 at the end and 99 in the middle are legal (CAT-003). Refuses
 * everything else with INVALID_OCCUPATION_CODE, full-width digits and lower case too. Whether an edition has it is another question.
 */
export function parseOccupationCode(text: string): Reading<OccupationCodeParts> {
  if (!/^[1-8]-\d{2}-\d{2}-(\d{2}|Z\d+)$/.test(text))
    return unreadable({
      code: 'INVALID_OCCUPATION_CODE',
      reason: 'FORMAT',
      message: '职业编码应写作“4-04-05-01”的形式，专项职业能力写作“4-04-05-Z1”的形式',
      source: 'CAT-003',
    });
  return readAs({
    code: text as OccupationCode,
    majorGroup: text.slice(0, 1) as MajorGroupDigit,
    middleGroup: text.slice(0, 4),
    minorGroup: text.slice(0, 7),
    kind: text.includes('Z') ? 'SPECIAL_ABILITY' : 'OCCUPATION',
  });
}

/**
 * Reads an occupation code or its beginning up to one of its hyphens: 4, 4-04, 4-04-05. Refuses everything else with
 * INVALID_OCCUPATION_CODE.
 */
export function parseOccupationCodePrefix(text: string): Reading<string> {
  if (/^[1-8](-\d{2}){0,2}$/.test(text)) return readAs(text);
  const code = parseOccupationCode(text);
  return code.ok ? readAs(text) : code;
}
