import { describe, expect, test } from 'vitest';
import { clockResolutionNanos, parkLatenessMicros, spinFor } from './idle-check.ts';

/** A clock that returns these readings, one after the other. */
function clockOf(readings: Iterator<number>): { now(): number } {
  return { now: () => readings.next().value as number };
}

function* steps(gaps: ReadonlyMap<number, number>): Generator<number> {
  for (let [index, now] = [0, 0]; ; index++, now += gaps.get(index) ?? 100) yield now;
}

describe('spinning', () => {
  test('finds the share of time taken, the pauses and the longest of them', () => {
    const clock = clockOf(
      steps(
        new Map([
          [50, 20_000],
          [700, 2_000_000],
          [900, 4900],
        ]),
      ),
    );
    const { takenShare, pauses, longestMicros } = spinFor(10, clock);
    expect(takenShare).toBeCloseTo(0.202, 4);
    expect([pauses, longestMicros]).toEqual([1, 2000]);
  });

  test('finds nothing if nothing was taken', () => {
    expect(spinFor(1, clockOf(steps(new Map())))).toEqual({ takenShare: 0, pauses: 0, longestMicros: 0 });
  });
});

test('the resolution of a clock is its smallest step', () => {
  const coarse = function* (): Generator<number> {
    for (let read = 0; ; read++) yield Math.floor(read / 3) * 1000;
  };
  expect(clockResolutionNanos(clockOf(coarse()))).toBe(1000);
  expect(clockResolutionNanos()).toBeGreaterThan(0);
});

test('a parked wait never ends early', () => {
  const late = parkLatenessMicros(5);
  expect(late.length).toBe(5);
  expect(late.every((micros) => micros >= 0)).toBe(true);
});
