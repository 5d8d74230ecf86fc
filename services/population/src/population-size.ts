/** How much is invented. */
export interface PopulationCounts {
  readonly agencies: number;
  readonly filedItems: number;
}

/** The sizes by name. L is about certificates: the agencies of M with five million of them. */
export const populationSizes = {
  S: { agencies: 50, filedItems: 300 },
  M: { agencies: 3_000, filedItems: 40_000 },
} as const satisfies Record<string, PopulationCounts>;

/** How many certificates are invented for the agencies of each size; L is the size M with five million of them. */
export const certificateCounts: Readonly<Record<keyof typeof populationSizes, number>> = { S: 500, M: 40_000 };

export type PopulationSize = keyof typeof populationSizes;

/** What a part takes of a whole: its weight, and the most it can take. */
export interface Share {
  readonly weight: number;
  readonly most: number;
}

/**
 * Divides a whole number by weight, so that every part takes at least one, none more than it can, and the sum is exact.
 * Throws a RangeError when that cannot be.
 */
export function apportion(total: number, shares: readonly Share[]): readonly number[] {
  const room = shares.reduce((sum, { most }) => sum + most, 0);
  if (total < shares.length || total > room) throw new RangeError(`${total} cannot be divided among ${shares.length}.`);
  const weights = shares.reduce((sum, { weight }) => sum + weight, 0);
  const parts = shares.map(({ weight, most }) =>
    Math.min(most, 1 + Math.floor(((total - shares.length) * weight) / weights)),
  );
  let left = total - parts.reduce((sum, part) => sum + part, 0);
  for (let at = 0; left > 0; at = (at + 1) % shares.length)
    if (parts[at]! < shares[at]!.most) {
      parts[at]! += 1;
      left -= 1;
    }
  return parts;
}
