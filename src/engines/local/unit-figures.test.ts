import { describe, expect, test } from 'vitest';
import { pauseFigures } from './unit-figures.ts';

describe('pauses of the garbage collector', () => {
  const pause = (startMs: number, durationMs: number): { startMs: number; durationMs: number } => ({ startMs, durationMs });

  test('count from the start of the run on, on its own time line', () => {
    expect(pauseFigures([pause(90, 5), pause(100, 2), pause(130, 3)], 100)).toEqual({
      count: 2,
      totalMicros: 5000,
      maxMicros: 3000,
      pauses: [pause(0, 2), pause(30, 3)],
    });
  });

  test('are none where none was', () => {
    expect(pauseFigures([], 100)).toEqual({ count: 0, totalMicros: 0, maxMicros: 0, pauses: [] });
  });

  test('are listed up to the hundred longest, in order of time', () => {
    const all = Array.from({ length: 150 }, (_, index) => pause(index, index % 3 === 0 ? 0.5 : 1 + index));
    const { count, pauses } = pauseFigures(all, 0);
    expect(count).toBe(150);
    expect(pauses).toEqual(all.filter(({ durationMs }) => durationMs > 0.5));
    expect(pauses).toHaveLength(100);
  });
});
