import { expect, test } from 'vitest';
import { EpochWork } from './epoch-work.ts';

/** The mean of commits of 10 records each, with these times of work. */
function meanOf(measuredFrom: number, ...work: readonly (number | undefined)[]): number {
  const epochs = new EpochWork(measuredFrom);
  for (const [index, workNanos] of work.entries()) {
    epochs.observe({
      from: index * 10,
      to: index * 10 + 10,
      startNanos: 0,
      committedNanos: 0,
      ...(workNanos !== undefined && { workNanos }),
    });
  }
  return epochs.meanNanos();
}

test('is the mean of the measured commits without the last one', () => {
  expect(meanOf(0, 10, 20, 3)).toBe(15);
  expect(meanOf(10, 1000, 20, 30, 1)).toBe(25);
  expect(meanOf(1, 1000, 20)).toBe(20);
});

test('is 0 if no other thread commits', () => {
  expect(meanOf(0)).toBe(0);
  expect(meanOf(0, undefined, undefined)).toBe(0);
});
