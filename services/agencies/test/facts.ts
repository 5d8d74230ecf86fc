import { day } from '@shanghai/kernel';
import { validToOf } from '../dist/filing/filing-term-rules.js';
import type { FilingFacts, Renewal } from '../dist/filing/filing.js';

/** A filing of three years that began on 2024-05-10, so that its last day is 2027-05-09. */
export function filed(
  changed: Partial<FilingFacts> & { readonly from?: string; readonly renewal?: Renewal } = {},
): FilingFacts {
  const { from = '2024-05-10', renewal = null, ...others } = changed;
  const type = others.type ?? 'SOCIAL_ORGANISATION';
  return {
    type,
    listedOn: null,
    periods: [{ from: day(from), to: validToOf(type, day(from)), renewal }],
    suspensions: [],
    termination: null,
    ...others,
  };
}

/** A filing that the catalogue of 2024 lists without a validity. */
export const listed: FilingFacts = {
  type: 'SOCIAL_ORGANISATION',
  listedOn: day('2024-01-24'),
  periods: [],
  suspensions: [],
  termination: null,
};
