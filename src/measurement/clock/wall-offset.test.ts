import { expect, test } from 'vitest';
import { wallOffsetMs } from './wall-offset.ts';

test('is the difference of two readings that nothing came between', () => {
  let [now, reads] = [1000, 0];
  const nowMs = (): number => (now += reads++ % 7 === 3 ? 0.001 : 60);
  expect(wallOffsetMs({ wallMs: () => now + 5000, nowMs })).toBeCloseTo(5000, 2);
});
