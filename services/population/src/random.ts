import { createHash } from 'node:crypto';

/** Chance that is the same every time: equal parts give equal sequences, whatever was drawn elsewhere. */
export interface Random {
  /** A whole number, both bounds included. */
  integer(least: number, most: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** So many of a list, each once, in the order of the list. */
  sample<T>(list: readonly T[], count: number): readonly T[];
  /** True in one case of so many. */
  oneIn(cases: number): boolean;
}

/** xoshiro128** 1.1 of Blackman and Vigna (2018, prng.di.unimi.it), its state being a hash of the parts. */
export function createRandom(...parts: readonly (string | number)[]): Random {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => hash.readUInt32LE(at)) as [number, number, number, number];

  function next(): number {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  }

  function integer(least: number, most: number): number {
    return least + Math.floor((next() / 2 ** 32) * (most - least + 1));
  }

  return {
    integer,
    pick: (list) => list[integer(0, list.length - 1)]!,
    oneIn: (cases) => integer(1, cases) === 1,
    sample(list, count) {
      // Selection sampling: each is taken with the chance that fills what is still wanted.
      let wanted = Math.min(count, list.length);
      return list.filter((_, at) => {
        const taken = integer(1, list.length - at) <= wanted;
        if (taken) wanted -= 1;
        return taken;
      });
    },
  };
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
