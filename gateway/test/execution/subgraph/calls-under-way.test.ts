import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCallCount, SLOW_MS } from '../../../dist/execution/subgraph/calls-under-way.js';

let at = 0;
let calls: ReturnType<typeof createCallCount>;

beforeEach(() => {
  at = 1_000;
  calls = createCallCount(() => at);
});

describe('calls under way', () => {
  test('are slow when they have waited for long, and leave as what they are', () => {
    const ends = [calls.begin(), calls.begin()];
    at += SLOW_MS / 2;
    ends.push(calls.begin());
    expect(calls.now()).toEqual({ all: 3, slow: 0 });
    at += SLOW_MS / 2;
    expect(calls.now()).toEqual({ all: 3, slow: 2 });
    ends[0]!();
    ends[2]!();
    expect(calls.now()).toEqual({ all: 1, slow: 1 });
    at += 100 * SLOW_MS;
    for (const end of ends) end();
    expect(calls.now()).toEqual({ all: 0, slow: 0 });
  });

  test('are counted as a list of them says, whatever begins, ends and passes', () => {
    const step = fc.record({ ms: fc.constantFrom(0, 1, 49, 50, 51, 249, 250, 3_000), ends: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        at = 0;
        calls = createCallCount(() => at);
        const list: { readonly began: number; readonly end: () => void }[] = [];
        for (const { ms, ends } of steps) {
          at += ms;
          list.push({ began: Math.floor(at / 50), end: calls.begin() });
          for (const { end } of list.splice(ends, 1)) end();
          const slow = list.filter(({ began }) => Math.floor(at / 50) - began >= SLOW_MS / 50).length;
          expect(calls.now()).toEqual({ all: list.length, slow });
        }
      }),
    );
  });
});
