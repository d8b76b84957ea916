import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../../random/random.ts';
import { Histogram } from './histogram.ts';

const microsecond = 1e3;
const millisecond = 1e6;
const second = 1e9;

function histogramOf(values: Iterable<number>, subBucketBits = 10): Histogram {
  const histogram = new Histogram(subBucketBits);
  for (const value of values) histogram.record(value);
  return histogram;
}

function repeated(value: number, count: number): number[] {
  return new Array<number>(count).fill(value);
}

function expectWithinBound(reported: number | null, value: number): void {
  expect(Math.abs(reported! - value) / value).toBeLessThanOrEqual(2 ** -11);
}

/**
 * Every integer up to 2^16, the neighbours of each power of two up to 2^53, a million log-uniform values; ascending.
 */
function sweep(): number[] {
  const values = Array.from({ length: 2 ** 16 + 1 }, (_, value) => value);
  for (let exponent = 17; exponent <= 53; exponent++) {
    for (const value of [2 ** exponent - 1, 2 ** exponent, 2 ** exponent + 1]) {
      if (Number.isSafeInteger(value)) values.push(value);
    }
  }
  const random = new RecordRandom(20_250_101);
  for (let index = 0; index < 1e6; index++) values.push(Math.floor(2 ** (53 * random.at(index).uniform())));
  return values.sort((left, right) => left - right);
}

describe('buckets', () => {
  const values = sweep();

  test.each([
    { subBucketBits: 6, counters: 3_072 },
    { subBucketBits: 7, counters: 6_016 },
    { subBucketBits: 10, counters: 45_056 },
  ])('with $subBucketBits bits have an error within the bound, and within 1 % of it', ({ subBucketBits, counters }) => {
    const histogram = new Histogram(subBucketBits);
    let worstUpper = 0;
    let worstMidpoint = 0;
    let previous = 0;
    let failures = 0;
    for (const value of values) {
      const index = histogram.indexOf(value);
      const low = histogram.lowerEdge(index);
      const high = histogram.upperEdge(index);
      if (!(low <= value && value <= high && index >= previous)) failures++;
      previous = index;
      if (value === 0) continue;
      worstUpper = Math.max(worstUpper, (high - value) / value);
      worstMidpoint = Math.max(worstMidpoint, Math.abs(low + (high - low) / 2 - value) / value);
    }
    expect(failures).toBe(0);
    expect(worstUpper).toBeLessThanOrEqual(2 ** -subBucketBits);
    expect(worstUpper).toBeGreaterThan(0.99 * 2 ** -subBucketBits);
    expect(worstMidpoint).toBeLessThanOrEqual(2 ** -(subBucketBits + 1));
    expect(worstMidpoint).toBeGreaterThan(0.99 * 2 ** -(subBucketBits + 1));
    expect(histogram.indexOf(Number.MAX_SAFE_INTEGER)).toBe(counters - 1);
  });

  test('follow each other without gap or overlap up to 2^53', () => {
    const histogram = new Histogram(10);
    const last = histogram.indexOf(Number.MAX_SAFE_INTEGER);
    let broken = 0;
    for (let index = 0; index < last; index++) {
      if (histogram.upperEdge(index) + 1 !== histogram.lowerEdge(index + 1)) broken++;
      if (histogram.indexOf(histogram.lowerEdge(index)) !== index) broken++;
      if (histogram.indexOf(histogram.upperEdge(index)) !== index) broken++;
    }
    expect(broken).toBe(0);
    expect(histogram.lowerEdge(0)).toBe(0);
    expect(histogram.upperEdge(last)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('are not listed when empty', () => {
    const histogram = histogramOf([7, 7, 3, 2 ** 40]);
    expect([...histogram.buckets()]).toEqual([
      { low: 3, high: 3, count: 1 },
      { low: 7, high: 7, count: 2 },
      { low: 2 ** 40, high: 2 ** 40 + 2 ** 30 - 1, count: 1 },
    ]);
    expect([...new Histogram().buckets()]).toEqual([]);
  });
});

describe('quantile', () => {
  test.each([2 ** 31, 3e9, 2 ** 32, 6e10, 1e12, Number.MAX_SAFE_INTEGER])(
    'has an error within the bound for %d ns, beyond 32 bits',
    (value) => {
      // A record on either side, so that clamping to the extremes cannot hide a wrong bucket.
      expectWithinBound(histogramOf([0, value, Number.MAX_SAFE_INTEGER]).quantile(1, 2), value);
    },
  );

  test('takes the nearest rank', () => {
    const histogram = histogramOf(
      Array.from({ length: 100 }, (_, index) => index + 1),
      6,
    );
    expect([0, 1, 50, 90, 99, 100].map((percent) => histogram.quantile(percent, 100))).toEqual([1, 1, 50, 90, 99, 100]);
  });

  test('separates 990 fast records from 10 slow ones at the exact rank', () => {
    const histogram = histogramOf([...repeated(millisecond, 990), ...repeated(second, 10)]);
    expectWithinBound(histogram.quantile(99, 100), millisecond);
    expectWithinBound(histogram.quantile(991, 1000), second);
    expect(histogram.mean).toBe(10.99 * millisecond);
    expect(histogram.max).toBe(second);
  });

  test('computes its rank in integers where the product passes 2^53', () => {
    const histogram = new Histogram();
    histogram.recordMany(1, 999 * 9_007_199_254_740);
    histogram.recordMany(2, 9_007_199_254_740);
    expect(histogram.quantile(999, 1000)).toBe(1);
    histogram.recordMany(2, 1);
    expect(histogram.quantile(999, 1000)).toBe(2);
  });

  test('is the midpoint of the bucket', () => {
    // 257,000 lies in the bucket from 256,896 to 257,023, which is 128 wide.
    expect(histogramOf([0, 257_000, second]).quantile(1, 2)).toBe(256_959.5);
  });

  test('reports a change of 4.5 % as such, which seven bits would report as 4.99 %', () => {
    const reported = (nanos: number, subBucketBits: number): number =>
      histogramOf([0, nanos, second], subBucketBits).quantile(1, 2)!;
    const [base, head] = [257_000, 268_565];
    expect(Math.abs(reported(head, 10) / reported(base, 10) - head / base)).toBeLessThan(0.001);
    expect(reported(head, 7) / reported(base, 7) - 1).toBeCloseTo(0.0499, 4);
  });

  test('stays within the range of the records', () => {
    expect(histogramOf(repeated(1_234_567, 5)).quantile(99, 100)).toBe(1_234_567);
  });

  test('refuses what is not a fraction of whole numbers', () => {
    const histogram = histogramOf([1]);
    expect(() => histogram.quantile(99.9, 100)).toThrow(new RangeError('99.9/100 is not a quantile'));
    expect(() => histogram.quantile(101, 100)).toThrow(RangeError);
    expect(() => histogram.quantile(-1, 100)).toThrow(RangeError);
    expect(() => histogram.quantileIfEnough(1, 0)).toThrow(RangeError);
  });

  test('agrees with the sorted values within the bound, for any values and quantiles', () => {
    const values = fc.array(fc.maxSafeNat(), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1000 }), (recorded, perMille) => {
        const sorted = recorded.toSorted((left, right) => left - right);
        const exact = sorted[Math.ceil((sorted.length * perMille) / 1000) - 1];
        const reported = histogramOf(recorded).quantile(perMille, 1000)!;
        return Math.abs(reported - exact) <= exact * 2 ** -11;
      }),
    );
  });
});

describe('without enough records', () => {
  test('every figure is null, never 0', () => {
    const histogram = new Histogram();
    expect([histogram.min, histogram.max, histogram.mean, histogram.quantile(1, 2)]).toEqual([null, null, null, null]);
    expect(histogram.count).toBe(0);
    histogram.recordMany(5, 0);
    expect(histogram.min).toBeNull();
  });

  test('a quantile is null below 10/(1 − q) of them', () => {
    const histogram = histogramOf(repeated(5, 500));
    expect(histogram.quantileIfEnough(999, 1000)).toBeNull();
    expect(histogram.quantile(999, 1000)).toBe(5);
    histogram.recordMany(5, 9_499);
    expect(histogram.quantileIfEnough(999, 1000)).toBeNull();
    histogram.record(5);
    expect(histogram.quantileIfEnough(999, 1000)).toBe(5);
    expect(histogram.quantileIfEnough(1, 1)).toBeNull();
    expect(new Histogram().quantileIfEnough(0, 1)).toBeNull();
  });
});

describe('exact figures', () => {
  test('are count, min, max, sum and mean, for values recorded singly, many at once or merged', () => {
    const value = fc.oneof(fc.nat({ max: 2_000 }), fc.maxSafeNat());
    const groups = fc.array(fc.record({ value, times: fc.integer({ min: 1, max: 4 }) }), { minLength: 1 });
    fc.assert(
      fc.property(groups, groups, (singly, together) => {
        const histogram = new Histogram(7);
        for (const group of singly) for (let time = 0; time < group.times; time++) histogram.record(group.value);
        const other = new Histogram(7);
        for (const group of together) other.recordMany(group.value, group.times);
        histogram.merge(other);

        const values = [...singly, ...together].flatMap((group) => repeated(group.value, group.times));
        const sum = values.reduce((total, each) => total + BigInt(each), 0n);
        expect(histogram.count).toBe(values.length);
        expect(histogram.min).toBe(Math.min(...values));
        expect(histogram.max).toBe(Math.max(...values));
        expect(histogram.sum).toBe(sum);
        expect(histogram.mean).toBe(
          Number(sum / BigInt(values.length)) + Number(sum % BigInt(values.length)) / values.length,
        );
      }),
    );
  });

  test('hold counts beyond 2^32', () => {
    const histogram = new Histogram();
    histogram.recordMany(millisecond, 5e9);
    expect(histogram.count).toBe(5e9);
    expect(histogram.mean).toBe(millisecond);
    expect([...histogram.buckets()].map((bucket) => bucket.count)).toEqual([5e9]);
  });

  test('hold a sum that keeps small values beside 2^60', () => {
    const histogram = new Histogram();
    histogram.recordMany(2 ** 50, 2 ** 10);
    for (let time = 0; time < 1000; time++) histogram.record(100);
    expect(histogram.sum).toBe(2n ** 60n + 100_000n);
  });

  test.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuse %d, which changes nothing', (value) => {
    const histogram = histogramOf([1]);
    expect(() => histogram.record(value)).toThrow(RangeError);
    expect(() => histogram.recordMany(value, 2)).toThrow(RangeError);
    expect(() => histogram.recordMany(1, value)).toThrow(RangeError);
    expect([histogram.count, histogram.sum]).toEqual([1, 1n]);
  });
});

test('a cleared histogram is like a new one', () => {
  const histogram = histogramOf([0, 5, 5, 3 * millisecond, 2 ** 52]);
  histogram.clear();
  expect([histogram.count, histogram.sum, histogram.min, histogram.max, [...histogram.buckets()]]).toEqual([
    0,
    0n,
    null,
    null,
    [],
  ]);
  histogram.record(7);
  histogram.record(2 ** 52);
  expect([...histogram.buckets()].map(({ count }) => count)).toEqual([1, 1]);
  expect([histogram.count, histogram.sum, histogram.min, histogram.max]).toEqual([2, BigInt(2 ** 52 + 7), 7, 2 ** 52]);
});

describe('merge', () => {
  test('has the quantiles of the pooled records, in either order', () => {
    const fast = repeated(millisecond, 1000);
    const mixed = [...repeated(millisecond, 900), ...repeated(second, 100)];
    const pooled = histogramOf([...fast, ...mixed]);
    const forth = histogramOf(fast);
    forth.merge(histogramOf(mixed));
    const back = histogramOf(mixed);
    back.merge(histogramOf(fast));

    expect(forth.quantile(99, 100)).toBe(pooled.quantile(99, 100));
    expectWithinBound(forth.quantile(99, 100), second);
    expect([...forth.buckets()]).toEqual([...pooled.buckets()]);
    expect([...back.buckets()]).toEqual([...pooled.buckets()]);
    expect(back.sum).toBe(forth.sum);
  });

  test('with an empty histogram changes nothing', () => {
    const histogram = histogramOf([3 * microsecond]);
    histogram.merge(new Histogram());
    expect([histogram.count, histogram.min, histogram.max, histogram.mean]).toEqual([1, 3000, 3000, 3000]);
  });

  test('refuses another number of sub-buckets', () => {
    expect(() => new Histogram(10).merge(new Histogram(7))).toThrow(
      'histograms with 10 and 7 sub-bucket bits cannot merge',
    );
  });
});

test.each([0, 1.5, 21])('refuses %d sub-bucket bits', (subBucketBits) => {
  expect(() => new Histogram(subBucketBits)).toThrow(RangeError);
});
