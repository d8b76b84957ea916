import { cpus } from 'node:os';
import { expect, test } from 'vitest';
import { watchProcessors } from './processor-times.ts';

const cores = cpus().length;
const times = (...readings: readonly { ownMicros: number; busyMicros: number; stolenMicros: number | null }[]) => {
  const left = [...readings];
  return () => left.shift()!;
};

test('the time of this process is not that of others', () => {
  const use = watchProcessors(
    times(
      { ownMicros: 100, busyMicros: 1000, stolenMicros: 0 },
      { ownMicros: 600_100, busyMicros: 801_000, stolenMicros: 10_000 },
    ),
  );
  expect(use(1000)).toEqual({ others: 0.2 / cores, stolen: 0.01 / cores });
});

test('clocks of different resolution never give a share below 0', () => {
  const use = watchProcessors(
    times({ ownMicros: 0, busyMicros: 0, stolenMicros: null }, { ownMicros: 9, busyMicros: 0, stolenMicros: null }),
  );
  expect(use(1000)).toEqual({ others: 0, stolen: null });
});

test('both are shares on this machine', () => {
  const use = watchProcessors()(1000);
  expect(use.others).toBeGreaterThanOrEqual(0);
  expect(use.stolen === null || (use.stolen >= 0 && use.stolen <= 1)).toBe(true);
});
