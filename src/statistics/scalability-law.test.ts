import { describe, expect, test } from 'vitest';
import { scalabilityLaw, throughputOf, workersFor, type ScalabilityLaw } from './scalability-law.ts';

function points(law: ScalabilityLaw, numbers: readonly number[]) {
  return numbers.map((workers) => ({ workers, perSecond: throughputOf(law, workers) }));
}

describe('the law is found again from its own points', () => {
  test.each<[string, ScalabilityLaw, number[]]>([
    ['linear', { perWorker: 1000, contention: 0, coherency: 0 }, [1, 2]],
    ['of Amdahl', { perWorker: 1000, contention: 0.1, coherency: 0 }, [1, 4]],
    ['of Amdahl, without a single worker', { perWorker: 1000, contention: 0.1, coherency: 0 }, [2, 4, 8]],
    ['of Gunther', { perWorker: 1000, contention: 0.05, coherency: 0.002 }, [1, 2, 4, 8, 16, 32]],
  ])('%s', (_, law, numbers) => {
    const found = scalabilityLaw(points(law, numbers))!;
    expect(found.perWorker).toBeCloseTo(law.perWorker, 4);
    expect(found.contention).toBeCloseTo(law.contention, 6);
    expect(found.coherency).toBeCloseTo(law.coherency, 6);
  });
});

test("is near the book's for its example, a ray tracer on up to 64 processors", () => {
  const measured = [
    [1, 20],
    [4, 78],
    [8, 130],
    [12, 170],
    [16, 190],
    [20, 200],
    [24, 210],
    [28, 230],
    [32, 260],
    [48, 280],
    [64, 310],
  ].map(([workers, perSecond]) => ({ workers, perSecond }));
  const { contention, coherency } = scalabilityLaw(measured)!;
  // Gunther (2007), chapter 4, where points have other weights: contention 0.05, coherency below 0.0001.
  expect(Math.abs(contention - 0.05)).toBeLessThan(0.01);
  expect(coherency).toBeLessThan(0.0001);
});

test('no share is negative where two workers do more than twice the work of one', () => {
  const found = scalabilityLaw([
    { workers: 1, perSecond: 1000 },
    { workers: 2, perSecond: 2200 },
  ])!;
  expect([found.contention, found.coherency]).toEqual([0, 0]);
  expect(found.perWorker).toBeCloseTo(1050, -2);
});

test('one number of workers says nothing', () => {
  expect(scalabilityLaw([{ workers: 2, perSecond: 10 }])).toBeNull();
});

describe('how many workers are needed', () => {
  const law: ScalabilityLaw = { perWorker: 1000, contention: 0.05, coherency: 0.002 };

  test.each([1, 2, 5, 12, 20])('%i for what they do, and one more above it', (workers) => {
    const perSecond = throughputOf(law, workers);
    expect(workersFor(law, perSecond)).toBe(workers);
    expect(workersFor(law, perSecond * 1.0001)).toBe(workers + 1);
  });

  test('is infinite above the peak', () => {
    // At n = √((1 − contention) / coherency) = 21.8.
    expect(workersFor(law, throughputOf(law, 21.8) * 1.001)).toBe(Infinity);
    expect(workersFor({ perWorker: 1000, contention: 0.1, coherency: 0 }, 10_001)).toBe(Infinity);
    // As fitted to three points that lie on a line.
    expect(workersFor({ perWorker: 29_863, contention: 0, coherency: 2.8e-17 }, 179_178)).toBe(6);
    expect(workersFor({ perWorker: 1000, contention: 0, coherency: 0 }, 10_001)).toBe(11);
  });

  test('is at least one', () => {
    expect(workersFor(law, 1)).toBe(1);
  });

  test('is one or infinite where each further worker makes it slower', () => {
    const slower = scalabilityLaw([
      { workers: 1, perSecond: 100 },
      { workers: 2, perSecond: 60 },
    ])!;
    expect([80, 100, 101, 150].map((perSecond) => workersFor(slower, perSecond))).toEqual([1, 1, Infinity, Infinity]);
  });

  test('is infinite between the peak and what whole numbers of workers reach', () => {
    const best = Math.max(throughputOf(law, 21), throughputOf(law, 22));
    const peak = throughputOf(law, Math.sqrt(0.95 / 0.002));
    expect(peak).toBeGreaterThan(best);
    expect(workersFor(law, (best + peak) / 2)).toBe(Infinity);
  });
});
