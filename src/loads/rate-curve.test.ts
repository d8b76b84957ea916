import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constant } from './constant.ts';
import { curveShapes, type CurveKind } from './index.ts';
import { curveParameters } from './load-options.test-program.ts';
import { arrivalsOf, type RateCurve } from './rate-curve.ts';

const kinds = Object.keys(curveShapes) as CurveKind[];
const durationNanos = fc.integer({ min: 0, max: 300e6 });

function forAny(kind: CurveKind, holds: (curve: RateCurve, nanos: number) => void): void {
  fc.assert(
    fc.property(curveParameters[kind], durationNanos, (given, nanos) => {
      holds(curveShapes[kind].curve(given), nanos);
    }),
    { numRuns: 40, seed: 1 },
  );
}

describe.each(kinds)('%s, whatever its parameters', (kind) => {
  test('has as many records as are expected, rounded', () => {
    forAny(kind, (curve, nanos) => {
      const expected = nanos === 0 ? 0 : Math.floor(curve.countUntil((nanos - 0.5) / 1e9) + 0.5);
      expect(arrivalsOf(curve, nanos).length).toBe(expected);
    });
  });

  test('has record i in the nanosecond in which i + ½ records are expected', () => {
    forAny(kind, (curve, nanos) => {
      const isThere = [...arrivalsOf(curve, nanos)].every(
        (arrival, index) =>
          curve.countUntil((arrival + 0.5) / 1e9) >= index + 0.5 &&
          (arrival === 0 || curve.countUntil((arrival - 0.5) / 1e9) < index + 0.5),
      );
      expect(isThere).toBe(true);
    });
  });

  test('counts the integral of its rate', () => {
    forAny(kind, (curve, nanos) => {
      const [seconds, slices] = [nanos / 1e9, 20_000];
      let sum = 0;
      for (let slice = 0; slice < slices; slice++)
        sum += curve.rateAt(((slice + 0.5) / slices) * seconds) * (seconds / slices);
      // A jump of 40,000/s within a slice of 15 µs makes a difference of less than one record.
      expect(Math.abs(sum - curve.countUntil(seconds))).toBeLessThan(10 + sum / 50);
    });
  });
});

test('a constant rate has the arrivals of the constant load', () => {
  const flat: RateCurve = { rateAt: () => 300_000, countUntil: (seconds) => 300_000 * seconds };
  expect(arrivalsOf(flat, 1e9)).toEqual(constant({ ratePerSecond: 300_000 }).arrivalsNanos(1e9, 1));
});

test('there are at most as many arrivals as records, however long the duration', () => {
  const curve = curveShapes.ramp.curve({ ratePerSecond: 0, toPerSecond: 10, overMs: 1000 });
  expect(arrivalsOf(curve, Infinity, 7).length).toBe(7);
  expect(arrivalsOf(curve, 0).length).toBe(0);
});

describe('a million records do not drift', () => {
  test('in bursts', () => {
    // 700 records in each period of 7 ms: 350 in the first 5 ms, 350 in the last 2 ms.
    const curve = curveShapes.burst.curve({ ratePerSecond: 70_000, peakPerSecond: 175_000, onMs: 2, everyMs: 7 });
    const arrivals = arrivalsOf(curve, 10_003e6);
    expect(arrivals.length).toBe(1_000_300);
    const wrong = arrivals.findIndex((arrival, index) => {
      const [period, place] = [Math.floor(index / 700), index % 700];
      const within = place < 350 ? ((place + 0.5) / 70_000) * 1e9 : 5e6 + ((place - 350 + 0.5) / 175_000) * 1e9;
      return arrival !== Math.round(period * 7e6 + within);
    });
    expect(wrong).toBe(-1);
  });

  test('in a ramp', () => {
    const arrivals = arrivalsOf(
      curveShapes.ramp.curve({ ratePerSecond: 0, toPerSecond: 200_000, overMs: 10_000 }),
      10e9,
    );
    expect(arrivals.length).toBe(1e6);
    expect(
      arrivals.findIndex((arrival, index) => arrival !== Math.round(Math.sqrt((index + 0.5) / 10_000) * 1e9)),
    ).toBe(-1);
  });

  test('after a step', () => {
    const arrivals = arrivalsOf(curveShapes.step.curve({ ratePerSecond: 1000, toPerSecond: 70_000, atMs: 1000 }), 16e9);
    expect(arrivals.length).toBe(1_051_000);
    expect(
      arrivals.findIndex(
        (arrival, index) => index >= 1000 && arrival !== 1e9 + Math.round((index - 999.5) * (1e9 / 70_000)),
      ),
    ).toBe(-1);
  });

  test('in waves', () => {
    const arrivals = arrivalsOf(
      curveShapes.wave.curve({ ratePerSecond: 50_000, peakPerSecond: 150_000, everyMs: 1000 }),
      10e9,
    );
    expect(arrivals.length).toBe(1e6);
    const perPeriod = Array.from({ length: 10 }, (_, period) =>
      arrivals.subarray(period * 100_000, (period + 1) * 100_000),
    );
    for (const [period, own] of perPeriod.entries()) {
      // Periods start at different fractions of a nanosecond, so arrivals may differ by rounding.
      expect(own.findIndex((arrival, index) => Math.abs(arrival - period * 1e9 - perPeriod[0][index]) > 1)).toBe(-1);
    }
  });
});

test.each([
  [{ overMs: 1000, toPerSecond: 5 }, "'rate' is missing"],
  [{ ratePerSecond: -1, overMs: 1000, toPerSecond: 5 }, "'rate' is not a number from 0 on"],
  [{ ratePerSecond: 1, overMs: Infinity, toPerSecond: 5 }, "'over' is not a number from 0 on"],
])('%j is refused with an example', (given, what) => {
  expect(() => curveShapes.ramp.curve(given)).toThrow(
    `load 'ramp': ${what}\nWrite it like ramp:rate=10k,to=100k,over=10s.`,
  );
});
