import { describe, expect, test } from '@jest/globals';
import { createCircuit } from '../../../dist/execution/subgraph/circuit.js';

function openAt(now: number) {
  const circuit = createCircuit({ failures: 3, pauseMs: 100 });
  for (let count = 0; count < 3; count++) circuit.failed(now, now);
  return circuit;
}

describe('a circuit', () => {
  test('stays closed while failures do not follow each other', () => {
    const circuit = createCircuit({ failures: 3, pauseMs: 100 });
    for (let count = 0; count < 10; count++) {
      circuit.failed(0, 0);
      circuit.failed(0, 0);
      circuit.succeeded();
    }
    expect(circuit.admits(0)).toBe(true);
  });

  test('opens with the third failure, until the pause is over', () => {
    const circuit = openAt(0);
    expect([0, 50, 99].map((now) => circuit.admits(now))).toEqual([false, false, false]);
    expect(circuit.admits(100)).toBe(true);
  });

  test('opens with the fifth failure for a quarter of a second when nothing else is chosen', () => {
    const circuit = createCircuit();
    for (let count = 0; count < 4; count++) circuit.failed(0, 0);
    expect(circuit.admits(0)).toBe(true);
    circuit.failed(0, 0);
    expect([circuit.admits(249), circuit.admits(250)]).toEqual([false, true]);
  });

  test('lets one at a time probe, and closes when it succeeds', () => {
    const circuit = openAt(0);
    expect([circuit.admits(100), circuit.admits(100), circuit.admits(500)]).toEqual([true, false, false]);
    circuit.succeeded();
    expect([circuit.admits(100), circuit.admits(100)]).toEqual([true, true]);
  });

  test('pauses again when the probe fails, and lets another probe when it was given up', () => {
    const circuit = openAt(0);
    expect(circuit.admits(100)).toBe(true);
    circuit.failed(150, 100);
    expect([circuit.admits(249), circuit.admits(250)]).toEqual([false, true]);
    circuit.abandoned();
    expect(circuit.admits(251)).toBe(true);
  });

  test('counts what failed together once, and what waited in vain each time', () => {
    const circuit = createCircuit({ failures: 3, pauseMs: 100 });
    for (let count = 0; count < 10; count++) circuit.failed(20, 10);
    expect(circuit.admits(21)).toBe(true);
    circuit.failed(30, Infinity);
    circuit.failed(30, Infinity);
    expect(circuit.admits(31)).toBe(false);
  });
});
