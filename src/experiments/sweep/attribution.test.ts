import { expect, test } from 'vitest';
import { savingOf, savingText, type MeasuredCost } from './attribution.ts';

/** Units of invocations of so many records, with these costs of a record; they scatter by a tenth of a microsecond. */
function measured(name: string, records: number, processingMicros: number, commitMicros: number): MeasuredCost {
  const units = [-0.1, 0, 0.1].map((offset) => ({
    records,
    processingMicros: (processingMicros + offset) * records,
    commitMicros: (commitMicros + offset) * records,
  }));
  return { name, ratePerSecond: 20_000, units };
}

const single = measured('continuous', 1, 5, 42);

test('a saving is the difference of what a record costs, its parts adding up', () => {
  const { total, processing, commit } = savingOf(single, measured('micro-batch 100 ms', 2000, 2, 1))!;
  expect(total.estimate).toBeCloseTo(44, 9);
  expect(processing.estimate).toBeCloseTo(3, 9);
  expect(commit.estimate).toBeCloseTo(41, 9);
  // Three units each, standard deviation 0.2 of the total; t with 4 degrees of freedom is 2.776.
  expect(total.high - total.estimate).toBeCloseTo(2.7764 * 0.2 * Math.sqrt(2 / 3), 3);
});

test.each([
  [
    'the commit',
    2,
    1,
    /saves is the commit: 41 of 44 µs per record .*batch 100 ms at 20,000 .* continuous at 20,000 .*\)\.$/,
  ],
  [
    'the invocation',
    1,
    41.9,
    /saves is the invocation, .*: 4\.0 of 4\.1 µs per record .*batch 100 ms at 20,000 .* continuous at 20,000 .*\)\.$/,
  ],
  [
    'both',
    1,
    38,
    /saves 8\.0 µs .*: 4\.0 µs .* commit, 4\.0 µs the invocation .* 100 ms at 20,000 .* continuous at 20,000 .*\)\.$/,
  ],
  [
    'nothing',
    5,
    42,
    /saves nothing .*batch 100 ms .* continuous at 20,000 .*\): 0 µs \(95 % .* −0\.5 µs to 0\.5 µs\) per record\.$/,
  ],
  [
    'less than nothing',
    9,
    42,
    /saves nothing .*batch 100 ms .* continuous at 20,000 .*\): −4\.0 µs \(95 % .* −4\.5 µs to −3\.5 µs\) .*\.$/,
  ],
])('says that batching saves %s', (_, processingMicros, commitMicros, text) => {
  expect(savingText(single, measured('micro-batch 100 ms', 2000, processingMicros, commitMicros))!.text).toMatch(text);
});

test('names its evidence with intervals', () => {
  expect(savingText(single, measured('micro-batch 100 ms', 2000, 2, 1))!.evidence).toEqual([
    'saved per record (micro-batch 100 ms at 20,000 records/s against continuous at 20,000 records/s): ' +
      '44 µs (95 % interval 44 µs to 44 µs)',
    'of it the invocation: 3.0 µs (95 % interval 2.8 µs to 3.2 µs)',
    'of it the commit: 41 µs (95 % interval 41 µs to 41 µs)',
  ]);
});

test('is unknown with a single unit', () => {
  expect(savingText({ ...single, units: single.units.slice(1, 2) }, single)).toBeNull();
  expect(savingText(single, { ...single, units: [] })).toBeNull();
});
