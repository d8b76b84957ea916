import fc from 'fast-check';
import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { describe, expect, test } from 'vitest';
import { decodeHistogram, type CountedRange } from './encoded-histogram.ts';

/** As the public library encodes them: whole numbers, some of them often. */
function encoded(values: readonly number[], times = 1, settings = {}): string {
  const histogram = build({
    useWebAssembly: false,
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 2 ** 52,
    numberOfSignificantValueDigits: 3,
    ...settings,
  });
  for (const value of values) histogram.recordValueWithCount(value, times);
  return encodeIntoCompressedBase64(histogram);
}

const holding = (ranges: readonly CountedRange[], value: number): CountedRange | undefined =>
  ranges.find(({ low, high }) => low <= value && value <= high);

describe('decoding', () => {
  test('gives every value back, in ranges no wider than a thousandth of it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 0, max: 2 ** 31 - 1 }).chain((value) => fc.constantFrom(value, value % 5000)),
          { maxLength: 50 },
        ),
        fc.constantFrom(1, 127, 128, 70_000, 2 ** 31),
        (values, times) => {
          const ranges = decodeHistogram(encoded(values, times), 'here');
          expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(values.length * times);
          for (const value of values) {
            const range = holding(ranges, value)!;
            expect(range.count).toBe(
              times * values.filter((other) => range.low <= other && other <= range.high).length,
            );
            expect(range.high - range.low).toBeLessThanOrEqual(value / 1000);
          }
        },
      ),
    );
  });

  test('knows where ranges widen', () => {
    expect(decodeHistogram(encoded([0, 1, 2047, 2048, 2049, 2050, 4096]), 'here')).toEqual([
      { low: 0, high: 0, count: 1 },
      { low: 1, high: 1, count: 1 },
      { low: 2047, high: 2047, count: 1 },
      { low: 2048, high: 2049, count: 2 },
      { low: 2050, high: 2051, count: 1 },
      { low: 4096, high: 4099, count: 1 },
    ]);
  });

  test('takes other precisions and units', () => {
    const text = encoded([123_456], 1, { lowestDiscernibleValue: 1000, numberOfSignificantValueDigits: 2 });
    const [{ low, high }] = decodeHistogram(text, 'here');
    expect([low % 512, (high + 1) % 512]).toEqual([0, 0]);
    expect(low <= 123_456 && 123_456 <= high).toBe(true);
  });

  test('gives nothing of an empty histogram', () => {
    expect(decodeHistogram(encoded([]), 'here')).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['no base64', '§§§'],
    ['another text', 'aGVsbG8gd29ybGQsIGhlbGxv'],
    ['an end too early', encoded([5, 9_000, 70_000_000]).slice(0, 30)],
  ])('refuses %s, naming the place', (_, text) => {
    expect(() => decodeHistogram(text, 'a.json, units[3].histograms.latency')).toThrow(
      'a.json, units[3].histograms.latency: is no histogram in the V2 encoding of HdrHistogram',
    );
  });
});
