import { type Day, type DistrictCode, type Role, startOfDay } from '@shanghai/kernel';
import { type Acting, type Sealer, instantAt } from '@shanghai/platform';

/** The industry authority of everything invented. */
export const INDUSTRY = '示例行业主管部门';

/** Who does a step of an invented life, and when. */
export interface ActingOn {
  readonly day: Day;
  readonly by: Role;
  /** The district of the bureau that acts. */
  readonly district?: DistrictCode;
  /** The agency, or the one that the applicant will be. */
  readonly agency?: string;
}

/** What acts are done with. */
export interface ActingWith {
  readonly store: Acting['store'];
  readonly sealer: Sealer;
}

const MS_TO_TEN_O_CLOCK = 10 * 3_600_000;

/** Who acts, at ten o'clock: nobody real, and never the same person for the Centre and the Bureau. */
export function actingAs(
  { store, sealer }: ActingWith,
  { day, by, district, agency }: ActingOn,
): Acting & { readonly sealer: Sealer } {
  const scopes: Partial<Record<Role, Readonly<Record<string, string>>>> = {
    AGENCY: agency === undefined ? {} : { agency },
    INDUSTRY_AUTHORITY: { industry: INDUSTRY },
    DISTRICT_BUREAU: district === undefined ? {} : { district },
  };
  return {
    store,
    sealer,
    caller: { role: by, subject: by === 'PUBLIC' ? null : `invented-${by.toLowerCase()}`, scopes: scopes[by] ?? {} },
    now: instantAt(startOfDay(day).getTime() + MS_TO_TEN_O_CLOCK),
  };
}

/** Why an act was refused, by rule, code and place; null when it was done. */
export function refusalIn(
  outcome:
    | object
    | {
        readonly refusals: readonly {
          readonly rule: string;
          readonly code: string;
          readonly path: readonly string[];
        }[];
      },
): string | null {
  if (!('refusals' in outcome)) return null;
  return outcome.refusals.map(({ rule, code, path }) => [rule, code, ...path].join(' ')).join(', ');
}
