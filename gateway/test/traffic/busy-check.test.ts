import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PlannedOperation } from '../../dist/execution/executor.js';
import { createBusyCheck } from '../../dist/traffic/busy-check.js';

const operation = {} as PlannedOperation;
const under: Record<string, number> = {};
let at = 0;
/** How many of the calls are slow, at the most. */
let slow = Infinity;
const executor = {
  subgraphsOf: () => ['left', 'right'],
  callsUnderWay: (name: string) => ({ all: under[name]!, slow: Math.min(slow, under[name]!) }),
};
let check: ReturnType<typeof createBusyCheck>;

function refusalWith(calls: number, subgraph = 'right') {
  under[subgraph] = calls;
  try {
    check(operation);
    return undefined;
  } catch (error) {
    return (error as { extensions: unknown }).extensions;
  }
}

beforeEach(() => {
  Object.assign(under, { left: 0, right: 0 });
  at = 0;
  slow = Infinity;
  check = createBusyCheck(executor, { steady: 10, burst: 20, burstMs: 1_000 }, () => at);
});

describe('a subgraph that has much to do', () => {
  test('is asked for more up to its burst, and says when to come back beyond', () => {
    expect(refusalWith(19)).toBeUndefined();
    expect(refusalWith(20)).toMatchObject({ code: 'OVERLOADED', subgraph: 'right', http: { status: 503 } });
  });

  test('is asked for no more than its steady calls when the burst goes on', () => {
    expect(refusalWith(10)).toBeUndefined();
    at = 999;
    expect(refusalWith(19)).toBeUndefined();
    at = 1_000;
    expect(refusalWith(10)).toBeDefined();
    expect(refusalWith(9)).toBeUndefined();
    expect(refusalWith(10)).toBeDefined();
  });

  test('may have a burst again when half of its steady calls are done', () => {
    refusalWith(10);
    at = 1_000;
    expect(refusalWith(5)).toBeUndefined();
    expect(refusalWith(11)).toBeDefined();
    expect(refusalWith(4)).toBeUndefined();
    expect(refusalWith(19)).toBeUndefined();
  });

  test('is asked for whatever comes while few have to wait', () => {
    slow = 4;
    for (at of [0, 1_000, 2_000]) expect(refusalWith(500)).toBeUndefined();
    slow = 5;
    expect(refusalWith(500)).toBeDefined();
  });

  test('does not count for another', () => {
    refusalWith(19, 'left');
    at = 1_000;
    expect(refusalWith(9, 'left')).toBeUndefined();
    expect(refusalWith(19)).toBeUndefined();
    expect(refusalWith(20)).toMatchObject({ subgraph: 'right' });
  });
});
