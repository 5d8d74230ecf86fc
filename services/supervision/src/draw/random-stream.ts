import { createHash } from 'node:crypto';

/** Whole numbers that follow from a seed and from nothing else, each from 0 to below what is asked for. */
export interface RandomStream {
  readonly below: (bound: number) => number;
}

/** Six bytes are read at a time: a whole number that every language can hold. */
const RANGE = 2 ** 48;
const BYTES = 6;

/**
 * SHA-256 in counter mode: block n is the hash of seed, colon and n in decimal, and its first six bytes a number. A number in
 * the last, incomplete run of the bound is thrown away, so that all are equally likely.
 * @throws RangeError when the bound is not a whole number from 1 to 2^48
 */
export function randomStream(seed: string): RandomStream {
  let counter = 0;
  const next = (): number => createHash('sha256').update(`${seed}:${counter++}`).digest().readUIntBE(0, BYTES);
  return {
    below(bound) {
      if (!Number.isInteger(bound) || bound < 1 || bound > RANGE) throw new RangeError(`Nothing is below ${bound}.`);
      const fair = RANGE - (RANGE % bound);
      let number = next();
      while (number >= fair) number = next();
      return number % bound;
    },
  };
}

/** The hash of a seed, by which it is committed to before it is known. */
export function seedHashOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}
