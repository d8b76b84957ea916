import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { decodeFromCompressedBase64, type Histogram as HdrHistogram } from 'hdr-histogram-js';
import { describe, expect, test } from 'vitest';
import { encodeHdr } from './hdr-encoding.ts';
import { Histogram } from './histogram.ts';

/** Two readers may differ by a bucket's width: one returns its midpoint, the other its upper edge. */
const precision = 0.001;
/** Width of the reader's counters, so that large counts fit. */
const countBits = 64;

function read(histogram: Histogram): HdrHistogram {
  return decodeFromCompressedBase64(encodeHdr(histogram), countBits);
}

function histogramOf(values: Iterable<number>): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

function expectNear(value: number, expected: number): void {
  expect(Math.abs(value - expected), `${value} is not ${expected}`).toBeLessThanOrEqual(expected * precision);
}

/** Compares percentiles half a rank away from where rounding would move to the next rank. */
function expectSame(histogram: Histogram): void {
  const theirs = read(histogram);
  expect(theirs.totalCount).toBe(histogram.count);
  expectNear(theirs.maxValue, histogram.max!);
  const smallest = [...histogram.buckets()].find(({ low }) => low > 0)?.low;
  if (smallest !== undefined) expect(theirs.minNonZeroValue).toBe(smallest);
  for (let part = 0; part <= 32; part++) {
    const rank = 1 + Math.floor((part * (histogram.count - 1)) / 32);
    expectNear(
      theirs.getValueAtPercentile((100 * (rank - 0.5)) / histogram.count),
      histogram.quantile(2 * rank - 1, 2 * histogram.count)!,
    );
  }
}

describe('hdr-histogram-js reads from the encoded text', () => {
  test.each([
    ['one record of 0', [0]],
    ['one nanosecond', [1]],
    ['the last values with their own bucket, and the first that share one', [2046, 2047, 2048, 2049, 2050]],
    ['buckets with one or more empty buckets between them', [1, 3, 4, 7, 100, 102]],
    ['values beyond 32 bits', [2 ** 31 - 1, 2 ** 31, 3e9, 2 ** 32, 6e10, 1e12]],
    ['the whole range', [0, 1, 1e3, 1e6, 1e9, 1e12, 2 ** 52, Number.MAX_SAFE_INTEGER]],
    ['1 to 10,000', Array.from({ length: 10_000 }, (_, index) => index + 1)],
  ])('%s', (_, values) => {
    expectSame(histogramOf(values));
  });

  test('any values', () => {
    const exponential = fc.tuple(fc.nat(52), fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }));
    const value = fc.oneof(
      fc.nat(5000),
      exponential.map(([exponent, factor]) => Math.floor(factor * 2 ** exponent)),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => expectSame(histogramOf(values))),
    );
  });

  test.each([63, 64, 127, 128, 8191, 8192, 2 ** 31, 2 ** 32 + 1, 2 ** 40 + 3])('a count of %d', (count) => {
    const histogram = histogramOf([5, 70_000]);
    histogram.recordMany(1_000_000, count);
    const theirs = read(histogram);
    expect(theirs.totalCount).toBe(count + 2);
    expectNear(theirs.mean, histogram.mean!);
    expectSame(histogram);
  });

  test('nothing in an empty histogram', () => {
    const theirs = read(new Histogram());
    expect([theirs.totalCount, theirs.maxValue]).toEqual([0, 0]);
  });
});

test('the header is that of the Java original', () => {
  const bytes = Buffer.from(encodeHdr(histogramOf([1])), 'base64');
  expect([bytes.readInt32BE(0), bytes.readInt32BE(4)]).toEqual([0x1c849314, bytes.length - 8]);
  const header = inflateSync(bytes.subarray(8));
  const [cookie, payloadBytes, rotation, digits] = [0, 4, 8, 12].map((offset) => header.readInt32BE(offset));
  expect([cookie, payloadBytes, rotation, digits]).toEqual([0x1c849313, header.length - 40, 0, 3]);
  expect([header.readBigInt64BE(16), header.readBigInt64BE(24), header.readDoubleBE(32)]).toEqual([
    1n,
    2n ** 53n - 1n,
    1,
  ]);
});

test('the same records give the same text, in any order', () => {
  expect(encodeHdr(histogramOf([3, 1e6, 17]))).toBe(encodeHdr(histogramOf([17, 3, 1e6])));
});

test('refuses a histogram of another resolution', () => {
  expect(() => encodeHdr(new Histogram(7))).toThrow('7 sub-bucket bits');
});
