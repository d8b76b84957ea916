import { expect, test } from 'vitest';
import { hashNumber } from '../../random/content-hash.ts';
import { HyperLogLog } from './hyper-log-log.ts';

const hash = new Uint32Array(2);

function estimateOf(values: Iterable<number>): number {
  const sketch = new HyperLogLog();
  for (const value of values) {
    hashNumber(value, hash);
    sketch.add(hash[0], hash[1]);
  }
  return sketch.estimate();
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

test('no value counts 0, and one value 1 however often it is added', () => {
  expect(estimateOf([])).toBe(0);
  expect(estimateOf(Array.from({ length: 1000 }, () => 7))).toBe(1);
});

test('neither order nor repetition matters', () => {
  const values = range(0, 5000);
  expect(estimateOf([...values.toReversed(), ...values])).toBe(estimateOf(values));
});

// From mostly empty registers, over the range where uncorrected estimators are biased, to full registers.
test.each([100, 1000, 4096, 10_000, 20_000, 100_000])(
  '%i values: unbiased, with a standard error of 1.04/√4096',
  (count) => {
    const repetitions = 40;
    const errors = range(0, repetitions).map((repetition) => estimateOf(range(repetition * count, count)) / count - 1);
    const standardError = 1.04 / Math.sqrt(4096);
    const mean = errors.reduce((sum, error) => sum + error, 0) / repetitions;
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / repetitions);
    // Four standard errors of the mean, and of the standard deviation, over 40 repetitions.
    expect(Math.abs(mean)).toBeLessThan((4 * standardError) / Math.sqrt(repetitions));
    expect(rms).toBeLessThan(standardError * (1 + 4 / Math.sqrt(2 * repetitions)));
  },
);

test('a hash of zeros has the largest rank and counts as one value', () => {
  const sketch = new HyperLogLog();
  sketch.add(0, 0);
  expect(sketch.estimate()).toBe(1);
});
