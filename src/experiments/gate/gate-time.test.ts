import { expect, test } from 'vitest';
import { timeBeginsMs } from './gate-time.ts';

test.each([
  [60_000, 1000],
  [61_000, 1000],
  [61_001, 1001],
  [400_000, 340_000],
])(
  'making copies counts, up to a fifth of the time: begun at 1 s and done at %d ms, it begins at %d',
  (nowMs, beginsMs) => {
    expect(timeBeginsMs(1000, nowMs, 300_000)).toBe(beginsMs);
  },
);
