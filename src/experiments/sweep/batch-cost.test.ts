import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../../random/random.ts';
import type { InvocationCost } from '../../results/invocation-cost.ts';
import { expectedCost, fitBatchCost } from './batch-cost.ts';

const random = new RecordRandom(21);

/** Processing 5 + 6 n, commit 120 + 1.7 n microseconds, each times a random factor around 1. */
function unit(records: number, index: number, noise: number): InvocationCost {
  random.at(index);
  const factor = (): number => Math.exp(noise * random.normal());
  return { records, processingMicros: (5 + 6 * records) * factor(), commitMicros: (120 + 1.7 * records) * factor() };
}

/** Of each size several units. */
function units(sizes: readonly number[], repetitions: number, noise: number): InvocationCost[] {
  return sizes.flatMap((records, place) =>
    Array.from({ length: repetitions }, (_, repetition) => unit(records, 100 * place + repetition, noise)),
  );
}

describe('the cost of a micro-batch', () => {
  test('is found exactly where nothing varies', () => {
    const { processing, commit, units: count } = fitBatchCost(units([1, 10, 200, 3000], 2, 0))!;
    expect(count).toBe(8);
    expect(processing.fixedMicros.estimate).toBeCloseTo(5, 9);
    expect(processing.perRecordMicros.estimate).toBeCloseTo(6, 9);
    expect(commit.fixedMicros.estimate).toBeCloseTo(120, 9);
    expect(commit.perRecordMicros.estimate).toBeCloseTo(1.7, 9);
  });

  test('is within its intervals about as often as they say, where units scatter by 5 %', () => {
    const trials = 300;
    const truths = [5, 6, 120, 1.7];
    const held = truths.map(() => 0);
    for (let trial = 0; trial < trials; trial++) {
      const seen = [1, 1.5, 4, 10, 40, 200, 3000].flatMap((records, place) =>
        [0, 1, 2].map((index) => unit(records, 10_000 + trial * 21 + place * 3 + index, 0.05)),
      );
      const { processing, commit } = fitBatchCost(seen)!;
      const intervals = [
        processing.fixedMicros,
        processing.perRecordMicros,
        commit.fixedMicros,
        commit.perRecordMicros,
      ];
      for (const [place, { low, high }] of intervals.entries())
        if (low < truths[place] && truths[place] < high) held[place]++;
    }
    // 95 %, less 4 standard deviations of so many trials.
    for (const count of held) expect(count / trials).toBeGreaterThan(0.9);
  });

  test('has a fixed part that large micro-batches do not drown: errors are relative', () => {
    const { fixedMicros } = fitBatchCost(units([1, 5, 10_000], 4, 0.05))!.processing;
    expect(fixedMicros.estimate).toBeGreaterThan(3);
    expect(fixedMicros.estimate).toBeLessThan(7);
  });

  test('may have a part that takes no time', () => {
    const free = units([1, 10, 100], 2, 0).map((cost) => ({ ...cost, commitMicros: 0 }));
    expect(fitBatchCost(free)!.commit.fixedMicros.estimate).toBe(0);
    expect(fitBatchCost(free)!.commit.perRecordMicros.estimate).toBe(0);
  });

  test('is unknown for too few units, or for one size', () => {
    expect(fitBatchCost([])).toBeNull();
    expect(fitBatchCost(units([1, 10], 1, 0))).toBeNull();
    expect(fitBatchCost(units([10], 8, 0.05))).toBeNull();
  });
});

describe('what the fit expects of a size', () => {
  test('is the line’s value', () => {
    const { micros, low, high } = expectedCost(units([1, 10, 200], 2, 0), 1000)!;
    expect(micros).toBeCloseTo(125 + 7.7 * 1000, 6);
    expect([low, high].map((bound) => Math.round(bound))).toEqual([7825, 7825]);
  });

  test('holds a new unit about as often as it says', () => {
    const trials = 600;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const seen = [1, 20, 300].flatMap((records, place) =>
        Array.from({ length: 4 }, (_, index) => unit(records, 100_000 + trial * 20 + place * 4 + index, 0.08)),
      );
      const fresh = unit(100, 100_000 + trial * 20 + 19, 0.08);
      const { low, high } = expectedCost(seen, 100)!;
      const measured = fresh.processingMicros + fresh.commitMicros;
      if (low <= measured && measured <= high) held++;
    }
    expect(held / trials).toBeGreaterThan(0.93);
    expect(held / trials).toBeLessThan(0.99);
  });

  test('is unknown where the fit is', () => {
    expect(expectedCost(units([10], 8, 0.05), 10)).toBeNull();
  });
});
