import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loads, type LoadKind } from './index.ts';
import { loadOptions } from './load-options.test-program.ts';
import type { LoadOptions } from './load.ts';

const kinds = Object.keys(loads) as LoadKind[];
const durationNanos = fc.integer({ min: 1, max: 300e6 });
const seeds = fc.nat();

/** What a load says when no option is given. */
const missing: Readonly<Record<LoadKind, string>> = {
  constant: 'no rate is given',
  poisson: 'no rate is given',
  step: "'rate' is missing",
  ramp: "'rate' is missing",
  wave: "'rate' is missing",
  burst: "'rate' is missing",
  replay: 'no recorded event times are given',
  saturate: 'no number of records is given',
};

describe.each(kinds)('load %s', (kind) => {
  function forAny(holds: (options: LoadOptions, nanos: number, seed: number) => void): void {
    fc.assert(fc.property(loadOptions[kind], durationNanos, seeds, holds), { numRuns: 40, seed: 1 });
  }

  test('is listed under its own name and described', () => {
    forAny((options) => {
      expect(loads[kind].create(options).kind).toBe(kind);
    });
    expect(loads[kind].describe).toMatch(/^[a-z].*[^.]$/);
  });

  test('names the option that is missing', () => {
    expect(() => loads[kind].create({ ratePerSecond: undefined, count: undefined })).toThrow(
      `load '${kind}': ${missing[kind]}`,
    );
  });

  test('has arrivals in whole nanoseconds that ascend, all before the end', () => {
    forAny((options, nanos, seed) => {
      const arrivals = loads[kind].create(options).arrivalsNanos(nanos, seed);
      const isRight = (arrival: number, index: number): boolean =>
        Number.isInteger(arrival) && arrival >= (arrivals[index - 1] ?? 0) && arrival < nanos;
      expect(arrivals.every(isRight)).toBe(true);
    });
  });

  test('has no more arrivals than records', () => {
    forAny((options, nanos, seed) => {
      const { count = Infinity } = options;
      expect(loads[kind].create(options).arrivalsNanos(nanos, seed).length).toBeLessThanOrEqual(count);
    });
  });

  test('begins in a longer run as in a shorter one', () => {
    forAny((options, nanos, seed) => {
      const load = loads[kind].create(options);
      const arrivals = load.arrivalsNanos(nanos, seed);
      const longer = load.arrivalsNanos(2 * nanos, seed);
      expect(longer.length).toBeGreaterThanOrEqual(arrivals.length);
      expect(longer.slice(0, arrivals.length)).toEqual(arrivals);
    });
  });

  test('has the same arrivals for the same seed', () => {
    forAny((options, nanos, seed) => {
      const [first, second] = [loads[kind].create(options), loads[kind].create(options)];
      const arrivals = first.arrivalsNanos(nanos, seed);
      expect(second.arrivalsNanos(nanos, seed)).toEqual(arrivals);
      expect(first.arrivalsNanos(nanos, seed)).toEqual(arrivals);
    });
  });
});
