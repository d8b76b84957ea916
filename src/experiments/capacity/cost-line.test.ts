import { describe, expect, test } from 'vitest';
import { exampleLocal, exampleUnit } from '../../results/example.test-program.ts';
import type { LocalFigures } from '../../results/unit.ts';
import { capacityByCost, costLine, costOf, costsOf, plausibleLines } from './cost-line.ts';

const cost = (records: number, micros: number, harnessFactor = 0) => ({ records, micros, harnessFactor });

test('the cost of an invocation is processing and commit, and measuring it a multiple of that', () => {
  const invocations = { count: 9, meanRecords: 40, meanProcessingMicros: 300, meanCommitMicros: 100 };
  const unitOf = (changes: Partial<LocalFigures>) => exampleUnit({ local: exampleLocal({ invocations, ...changes }) });
  expect(costOf(unitOf({ harnessShare: 0.2 }))).toEqual({ records: 40, micros: 400, harnessFactor: 0.25 });
  expect(costOf(unitOf({ harnessShare: null }))).toEqual({ records: 40, micros: 400, harnessFactor: 0 });
  const none = { count: 0, meanRecords: null, meanProcessingMicros: null, meanCommitMicros: null };
  expect(costOf(unitOf({ invocations: none }))).toBeNull();
});

test('the cost of an invocation is unknown where the engine does not report, and left out among others', () => {
  const invocations = { count: 9, meanRecords: 40, meanProcessingMicros: 300, meanCommitMicros: 100 };
  const known = exampleUnit({ local: exampleLocal({ invocations, harnessShare: 0 }) });
  expect(costOf(exampleUnit({ local: null }))).toBeNull();
  expect(costsOf([exampleUnit({ local: null }), known])).toEqual([{ records: 40, micros: 400, harnessFactor: 0 }]);
});

describe('the line of costs', () => {
  test('goes through units of different sizes', () => {
    const line = costLine([cost(200, 28_000), cost(1000, 60_000), cost(2000, 100_000)]);
    expect(line.intercept).toBeCloseTo(20_000, 6);
    expect(line.slope).toBeCloseTo(40, 9);
  });

  test('lays all cost on the records where sizes do not tell it, or tell nonsense', () => {
    expect(costLine([cost(1, 30), cost(1, 34)])).toEqual({ intercept: 0, slope: 32 });
    expect(costLine([cost(100, 1000), cost(200, 2400)])).toEqual({ intercept: 0, slope: 11 });
    expect(costLine([cost(100, 1000), cost(200, 900)])).toEqual({ intercept: 0, slope: 7.25 });
  });
});

describe('the lines that are plausible', () => {
  test('are one where units do not scatter', () => {
    for (const line of plausibleLines([cost(200, 28_000), cost(1000, 60_000)], 0, 1.28)) {
      expect(line.intercept).toBeCloseTo(20_000, 6);
      expect(line.slope).toBeCloseTo(40, 9);
    }
  });

  test('differ in the cost of an invocation by its standard error, between nothing and nearly all', () => {
    // Of y = a + b·x at x = 1 and 3 with errors of y · scatter: a = 1.5 y1 − 0.5 y3, whose error is √(1.5²·10² +
    // 0.5²·14²) · scatter.
    const [best, least, most] = plausibleLines([cost(1, 10), cost(3, 14)], 0.1, 1);
    const error = Math.hypot(1.5 * 10, 0.5 * 14) * 0.1;
    expect(best.intercept).toBeCloseTo(8, 6);
    expect(least.intercept).toBeCloseTo(Math.max(0, 8 - error), 6);
    expect(most.intercept).toBeCloseTo(0.95 * 10, 6);
    expect(least.slope).toBeGreaterThan(best.slope);
    expect(most.slope).toBeLessThan(best.slope);
    expect(plausibleLines([cost(1, 10), cost(3, 14)], 9, 1)[1].intercept).toBe(0);
  });
});

describe('the capacity of a unit', () => {
  const line = { intercept: 20_000, slope: 40 };

  test('of continuous is what one invocation after another gives', () => {
    expect(capacityByCost(cost(1, 40), line, null)).toBe(25_000);
  });

  test('of micro-batches at once is 1/b', () => {
    expect(capacityByCost(cost(1000, 60_000), line, 0)).toBe(25_000);
  });

  test('of an interval is that of the grid, (1 − a/T)/b, and not 1/b', () => {
    expect(capacityByCost(cost(1000, 60_000), line, 100)).toBeCloseTo(20_000, 9);
    expect(capacityByCost(cost(100, 24_000), line, 40)).toBeCloseTo(12_500, 9);
  });

  test('of an interval that no micro-batch can keep is none', () => {
    expect(capacityByCost(cost(100, 24_000), line, 20)).toBeCloseTo(0, 9);
    expect(capacityByCost(cost(100, 24_000), line, 10)).toBeLessThan(0);
  });

  test("takes the unit's own speed for both parts of the cost", () => {
    expect(capacityByCost(cost(1000, 30_000), line, 0)).toBe(50_000);
    expect(capacityByCost(cost(1000, 30_000), line, 100)).toBeCloseTo(45_000, 9);
  });

  test('counts what measuring costs where records have to wait for it', () => {
    expect(capacityByCost(cost(1, 40, 0.25), line, null)).toBe(20_000);
    // 60 ms and 15 ms of measuring for 1000 records: 15 µs more for each.
    expect(capacityByCost(cost(1000, 60_000, 0.25), line, 0)).toBeCloseTo(1e6 / 55, 6);
    expect(capacityByCost(cost(1000, 60_000, 0.25), line, 100)).toBeCloseTo(1e6 / 55, 6);
    expect(capacityByCost(cost(1000, 60_000, 0.02), line, 100)).toBeCloseTo(20_000, 9);
  });
});
